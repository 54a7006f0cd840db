using System.Buffers.Binary;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.UnitTests.Media;

/// <summary>What an index says of its tracks, and what follows for the file.</summary>
public sealed class MovieIndexTests
{
    private static readonly byte[] Start = Box("ftyp", "isom"u8.ToArray(), new byte[4], "isom"u8.ToArray());

    /// <summary>Two chunks at 1000 and 3000, of two samples and of one: 100, 200 and 50 bytes.</summary>
    [Theory]
    [InlineData(3050, false)]
    [InlineData(3049, true)]
    public void Last_sample_decides_whether_a_file_is_whole(int length, bool isCut)
    {
        byte[] file = [.. Start, .. Movie("avc1"), .. Box("mdat", new byte[4000])];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(file.AsSpan().IndexOf("mdat"u8) - 4), 4100);

        Assert.Equal(
            new MovieTrack("vide", "avc1", 3050), Assert.Single(MovieIndex.TracksOf(Source(file[..length]))));
        Assert.Equal(isCut, BoxWalk.Walk(Source(file[..length]), "mp4").IsCut);
    }

    [Theory]
    [InlineData("encv", true)]
    [InlineData("avc1", false)]
    public void Locked_track_locks_the_file(string entry, bool isLocked) => Assert.Equal(
        isLocked, BoxWalk.Walk(Source([.. Start, .. Movie(entry), .. Box("mdat", new byte[4000])]), "mp4").IsLocked);

    [Fact]
    public void Encrypted_track_of_matroska_locks_the_file()
    {
        byte[] file =
        [
            0x1A, 0x45, 0xDF, 0xA3, 0x81, 0x00, 0x18, 0x53, 0x80, 0x67, 0xFF, 0x16, 0x54, 0xAE, 0x6B, 0x8D, 0xAE, 0x8B,
            0x6D, 0x80, 0x88, 0x62, 0x40, 0x85, 0x50, 0x35, 0x82, 0x00, 0x00, 0x1F, 0x43, 0xB6, 0x75, 0xFF,
        ];

        Assert.True(BoxWalk.Walk(Source(file), "webm").IsLocked);
    }

    /// <summary>Told by the first 64 KB, before the rest is sent.</summary>
    [Theory]
    [InlineData("apcn", "media.codec-unknown")]
    [InlineData("rle ", "media.codec-unknown")]
    [InlineData("encv", "media.locked")]
    [InlineData("avc1", null)]
    [InlineData("hvc1", null)]
    [InlineData("????", null)]
    public void Picture_that_is_not_read_is_told_by_the_first_bytes(string entry, string? code)
    {
        byte[] head = [.. Start, .. Movie(entry)];

        Assert.Equal(code, UploadPolicy.WhyNotContent(head, new FileRules())?.Sentence.Code);
        Assert.Null(UploadPolicy.WhyNotContent(head.AsSpan(0, 60), new FileRules()));
    }

    [Fact]
    public void Million_empty_boxes_are_not_held_to_be_cut()
    {
        var empty = Box("free");
        byte[] file = [.. Start, .. Enumerable.Repeat(empty, 20_000).SelectMany(box => box)];

        Assert.False(BoxWalk.Walk(Source(file), "mp4").IsCut);
    }

    private static BoxSource Source(byte[] file) => new(file.Length, (position, count) =>
        position + count <= file.Length ? file[(int)position..((int)position + count)] : null);

    private static byte[] Movie(string entry) => Box(
        "moov",
        Box(
            "trak",
            Box(
                "mdia",
                Box("hdlr", new byte[8], "vide"u8.ToArray(), new byte[13]),
                Box(
                    "minf",
                    Box(
                        "stbl", Box("stsd", Words(0, 1), Box(entry, new byte[78])),
                        Box("stsc", Words(0, 2, 1, 2, 1, 2, 1, 1)), Box("stsz", Words(0, 0, 3, 100, 200, 50)),
                        Box("stco", Words(0, 2, 1000, 3000)))))));

    private static byte[] Words(params int[] words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }

    private static byte[] Box(string type, params byte[][] content)
    {
        byte[] inside = [.. content.SelectMany(part => part)];
        var box = new byte[8 + inside.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.Latin1.GetBytes(type).CopyTo(box, 4);
        inside.CopyTo(box, 8);
        return box;
    }
}
