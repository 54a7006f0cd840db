using System.Security.Cryptography;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>A picture, or what belongs to one, as a step has left it in its scratch folder.</summary>
/// <param name="At">The first frame's time in the video.</param>
internal sealed record MadePicture(
    PictureKind Kind, int Position, TimeSpan At, (int Width, int Height) Size, string Path);

/// <summary>
/// Puts pictures away. Object first, row later: a picture without a row is only a lost file, a row
/// without a picture is a broken page.
/// </summary>
internal sealed class PictureStore(IObjectStorage storage)
{
    /// <summary>Returns the row, which the job's end writes.</summary>
    public async Task<VideoPicture> StoreAsync(Guid videoId, MadePicture made, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(made.Path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        var key = ObjectKey.Picture(videoId, sha256, Path.GetExtension(made.Path)[1..]);
        await storage.PutAsync(key, made.Path, sha256, MediaTypes.Of(key), mayMove: false, cancellation);
        return new()
        {
            Id = Guid.CreateVersion7(),
            VideoId = videoId,
            Kind = made.Kind,
            Position = made.Position,
            AtMilliseconds = (int)made.At.TotalMilliseconds,
            WidthPixels = made.Size.Width,
            HeightPixels = made.Size.Height,
            SizeBytes = content.Length,
            Sha256 = sha256,
            ObjectKey = key.Value,
            MediaType = MediaTypes.Of(key),
        };
    }
}
