using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The pictures step: five posters to choose from, storyboard, contact sheet and the prints of the frames, all from one
/// pass; the right way up, never enlarged.
/// </summary>
[StepOf(VideoJobs.Pictures)]
internal sealed class Illustrator(
    ReviewDbContext database, SourceFiles sources, KeyFramePass pass, PictureStore pictures) : IJobStep
{
    /// <summary>The pass takes nearly all of the time; the rest is for putting the files away.</summary>
    private const int PercentAfterPass = 80;

    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var sizes = PictureSizes.Of(video.Metadata!);
        var found = await pass.RunAsync(
            new(path, video.Metadata!, scratch, JobRules.ThreadsAfter(underway.Lease.Losses)), sizes, cancellation);
        underway.Percent = PercentAfterPass;
        return found.Frames.Count > 0
            ? new VideoResult
            {
                Pictures = new(await StoreAsync(video, found, sizes, scratch, cancellation), FramesOf(video, found)),
            }
            : throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-no-frame"), "No frame could be decoded.");
    }

    private async Task<List<VideoPicture>> StoreAsync(
        Video video, KeyFrames found, PictureSizes sizes, ScratchFolder scratch, CancellationToken cancellation)
    {
        var prints = found.Frames.GroupBy(frame => frame.At)
            .ToDictionary(frames => frames.Key, frames => frames.First().Print);
        var candidates = found.Posters.Select(at => new SeenFrame(at, prints[at])).ToList();
        var stored = new List<VideoPicture>();
        foreach (var place in PosterChoice.Choose(candidates, DurationOf(video)))
        {
            var (position, at) = (1 + stored.Count(p => p.Kind is PictureKind.Poster), found.Posters[place]);
            stored.Add(await pictures.StoreAsync(
                video.Id,
                new(PictureKind.Poster, position, at, sizes.Poster, scratch.File(KeyFrameGraph.Poster(place + 1))),
                cancellation));
            stored.Add(await pictures.StoreAsync(
                video.Id,
                new(
                    PictureKind.PosterSmall, position, at, sizes.PosterSmall,
                    scratch.File(KeyFrameGraph.PosterSmall(place + 1))),
                cancellation));
        }

        if (found.HasContactSheet)
        {
            var size = (3 * sizes.Cell.Width, 3 * sizes.Cell.Height);
            stored.Add(await pictures.StoreAsync(
                video.Id,
                new(PictureKind.ContactSheet, 1, found.Frames[0].At, size, scratch.File(KeyFrameGraph.ContactSheet)),
                cancellation));
        }

        var whole = (sizes.Storyboard.WidthPixels, sizes.Storyboard.HeightPixels);
        var sprite = await pictures.StoreAsync(
            video.Id, new(PictureKind.Storyboard, 1, found.Tiles[0], whole, scratch.File(KeyFrameGraph.Storyboard)),
            cancellation);
        var cues = scratch.File("storyboard.vtt");
        await File.WriteAllTextAsync(
            cues, sizes.Storyboard.Cues(sprite.Sha256, found.Tiles, DurationOf(video)), cancellation);
        return [.. stored, sprite, await pictures.StoreAsync(
            video.Id, new(PictureKind.StoryboardCues, 1, found.Tiles[0], whole, cues), cancellation)];
    }

    /// <summary>Frames of one millisecond are one.</summary>
    internal static List<VideoFrame> FramesOf(Video video, KeyFrames found) =>
    [
        .. found.Frames.DistinctBy(frame => (int)frame.At.TotalMilliseconds).Select(frame => new VideoFrame
        {
            VideoId = video.Id, AtMilliseconds = (int)frame.At.TotalMilliseconds, Hash = frame.Print.Hash,
            CentreHash = frame.Print.CentreHash, Luma = frame.Print.Luma, Contrast = frame.Print.Contrast,
            DarkPercent = frame.Print.DarkPercent, IsDamaged = found.Damaged.Contains(frame.At),
        }),
    ];

    private static TimeSpan DurationOf(Video video) => TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);
}
