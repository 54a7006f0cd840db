using Microsoft.Extensions.Options;
using VideoReview.Application.Storage;

namespace VideoReview.Worker.Media;

/// <summary>
/// Objects as files that ffmpeg may open. Never an address: a disguised playlist would turn it into a
/// request of somebody else's making.
/// </summary>
internal sealed class SourceFiles(IObjectStorage storage, IOptions<MediaOptions> options)
{
    /// <summary>A folder for one job; must have room for the video (where the store is far) and its copy.</summary>
    public ScratchFolder NewScratch() => ScratchFolder.In(options.Value.ScratchFolder);

    /// <summary>The object's own path where it lies on this machine, otherwise a copy in the scratch folder.</summary>
    public async Task<string> OpenAsync(
        ObjectKey key, long sizeBytes, ScratchFolder scratch, CancellationToken cancellation)
    {
        if (storage.LocalPath(key) is { } path)
        {
            return path;
        }

        var copy = scratch.File("source");
        await using var target = new FileStream(
            copy, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await storage.ReadAsync(key, 0, sizeBytes, target, cancellation);
        return copy;
    }
}
