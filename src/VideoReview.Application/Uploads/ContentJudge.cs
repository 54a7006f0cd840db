using VideoReview.Domain;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Looks at what has come of a file while the rest is on its way, so that nobody sends for an
/// hour what is refused in the end.
/// </summary>
internal sealed class ContentJudge(StagedFile file, Upload upload, FileRules rules)
{
    private readonly MovieHeader movie = new();

    /// <summary>Code of the container; null until the head has been judged.</summary>
    public string? Format { get; private set; } = upload.Format;

    /// <summary>By the first 64 KB, or all of a smaller file.</summary>
    public Refusal? WhyNotHead(long bytes)
    {
        var head = Read(0, (int)Math.Min(bytes, UploadPolicy.HeadBytes));
        Format = UploadPolicy.FormatOf(head);
        return UploadPolicy.WhyNotContent(head, rules);
    }

    /// <summary>
    /// By the file's own header, as soon as it has come. A whole file is left to the inspection,
    /// which reads more than the header.
    /// </summary>
    public Refusal? WhyNotDuration(long bytes)
    {
        if (movie.IsOver || Format is not ("mp4" or "mov") || bytes == upload.LengthBytes)
        {
            return null;
        }

        var soFar = new BoxSource(bytes, (position, count) => position + count <= bytes ? Read(position, count) : null);
        return movie.Look(soFar) is { } duration ? UploadPolicy.WhyNotDuration(duration, rules) : null;
    }

    private byte[] Read(long position, int count)
    {
        var bytes = new byte[count];
        file.ReadAll(bytes, position);
        return bytes;
    }
}
