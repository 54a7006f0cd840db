using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>The pictures step: a poster in two sizes and six thumbnails spread over the video, the right way up, never enlarged, black frames avoided.</summary>
internal sealed class Illustrator(ReviewDbContext database, SourceFiles sources, FrameGrabber grabber, IObjectStorage storage)
{
    private const int PosterEdge = 1280, PosterSmallEdge = 480, ThumbnailEdge = 320, Thumbnails = 6;

    /// <summary>Where a poster is looked for, as shares of the duration.</summary>
    private static readonly double[] PosterPlaces = [0.1, 0.25, 0.4, 0.55, 0.7, 0];

    /// <summary>Where a thumbnail is looked for, as shares of its own sixth.</summary>
    private static readonly double[] ThumbnailPlaces = [0.5, 0.75, 0.25, 0.95, 0];

    public async Task<JobResult> IllustrateAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == underway.Lease.VideoId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var source = new FrameSource(path, video.Metadata!, scratch, JobRules.ThreadsAfter(underway.Lease.Losses));
        List<VideoPicture> pictures = [.. await PosterAsync(video.Id, source, cancellation)];
        for (var i = 0; i < Thumbnails; i++)
        {
            underway.Percent = 100 * (i + 1) / (Thumbnails + 1);
            pictures.AddRange(await ThumbnailAsync(video.Id, source, i, cancellation));
        }

        return pictures.Count > 0
            ? new JobResult { Pictures = pictures }
            : throw new JobFaultException(JobFault.BadInput, Sentence.Of("media.cause-no-frame"), source.Complaint);
    }

    private async Task<IEnumerable<VideoPicture>> PosterAsync(Guid videoId, FrameSource source, CancellationToken cancellation)
    {
        var duration = TimeSpan.FromMilliseconds(source.Video.DurationMilliseconds);
        var (large, small) = (SizeOf(source, PosterEdge), SizeOf(source, PosterSmallEdge));
        if (await grabber.GrabAsync(source, "poster", PosterPlaces.Select(place => place * duration), [large, small], cancellation) is not { } frame)
        {
            return [];
        }

        return
        [
            await StoreAsync(videoId, PictureKind.Poster, 1, frame, 0, large, cancellation),
            await StoreAsync(videoId, PictureKind.PosterSmall, 1, frame, 1, small, cancellation),
        ];
    }

    private async Task<IEnumerable<VideoPicture>> ThumbnailAsync(Guid videoId, FrameSource source, int number, CancellationToken cancellation)
    {
        var duration = TimeSpan.FromMilliseconds(source.Video.DurationMilliseconds);
        var size = SizeOf(source, ThumbnailEdge);
        var frame = await grabber.GrabAsync(source, "thumbnail-" + Filters.Number(number), ThumbnailPlaces.Select(place => (number + place) / Thumbnails * duration), [size], cancellation);
        return frame is null ? [] : [await StoreAsync(videoId, PictureKind.Thumbnail, number + 1, frame, 0, size, cancellation)];
    }

    private static (int Width, int Height) SizeOf(FrameSource source, int edge) => FrameSize.WithLongEdge(source.Video.WidthPixels, source.Video.HeightPixels, edge);

    /// <summary>Object first, row later: a picture without a row is only a lost file, a row without a picture is a broken page.</summary>
    private async Task<VideoPicture> StoreAsync(Guid videoId, PictureKind kind, int position, Frame frame, int file, (int Width, int Height) size, CancellationToken cancellation)
    {
        var path = frame.Files[file];
        await using var content = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        var key = ObjectKey.Picture(videoId, sha256, "jpg");
        await storage.PutAsync(key, path, sha256, MediaTypes.Of(key), mayMove: false, cancellation);
        return new()
        {
            Id = Guid.CreateVersion7(),
            VideoId = videoId,
            Kind = kind,
            Position = position,
            AtMilliseconds = (int)frame.At.TotalMilliseconds,
            WidthPixels = size.Width,
            HeightPixels = size.Height,
            SizeBytes = content.Length,
            Sha256 = sha256,
            ObjectKey = key.Value,
            MediaType = MediaTypes.Of(key),
        };
    }
}
