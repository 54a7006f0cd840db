using System.Buffers.Binary;

namespace VideoReview.Worker.Media;

/// <summary>Looks at a picture that ffmpeg says it has written.</summary>
internal static class JpegFile
{
    /// <summary>
    /// The size that its header names; null = it is not there, or not whole: it begins and ends as JPEG does
    /// (ITU-T T.81, SOI, SOFn and EOI).
    /// </summary>
    public static (int Width, int Height)? SizeOf(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (bytes is not [0xFF, 0xD8, .., 0xFF, 0xD9])
        {
            return null;
        }

        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)))
        {
            // SOF0..SOF15 but for DHT, JPG and DAC.
            if (bytes[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)));
            }
        }

        return null;
    }
}
