using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The poster step: the first key frame after a tenth of the video that is not black, long before the pass over all of
/// them has its turn. None is no failure: that pass looks everywhere.
/// </summary>
[StepOf(VideoJobs.Poster)]
internal sealed class EarlyPoster(
    ReviewDbContext database, SourceFiles sources, PictureStore pictures, IOptions<MediaOptions> options) : IJobStep
{
    private const string Large = "early.jpg", Small = "early-small.jpg", Times = "early.txt";
    private const double Share = 0.1;

    /// <summary>How far to look for a frame that is not black.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromSeconds(30);

    private static readonly ToolLimits Limits = ToolLimits.For(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 5_000_000);

    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var sizes = PictureSizes.Of(video.Metadata!);
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, Arguments(path, video.Metadata!, sizes), Limits, scratch.Path), cancellation);
        if (!File.Exists(scratch.File(Times)) || FrameTimes.Read(scratch.File(Times)) is not [var at, ..])
        {
            return new VideoResult();
        }

        if (JpegFile.SizeOf(scratch.File(Large)) != sizes.Poster
            || JpegFile.SizeOf(scratch.File(Small)) != sizes.PosterSmall)
        {
            throw new JobFaultException(
                JobFault.OurBug, Sentence.Of("jobs.cause-bug"),
                $"The early poster is not what was asked for (exit {result.ExitCode}). {result.Errors}", result.End);
        }

        MadePicture[] made = [new(PictureKind.Poster, 1, at, sizes.Poster, scratch.File(Large)), new(
            PictureKind.PosterSmall, 1, at, sizes.PosterSmall, scratch.File(Small))];
        return new VideoResult
        {
            EarlyPoster = [await pictures.StoreAsync(video.Id, made[0], cancellation), await pictures.StoreAsync(
                video.Id, made[1], cancellation)],
        };
    }

    /// <summary>
    /// Without accurate seeking, or ffmpeg decodes from the key frame on for seconds; time
    /// stamps as they are in the file.
    /// </summary>
    private static string[] Arguments(string path, VideoMetadata video, PictureSizes sizes) =>
    [
        .. Guard.Ffmpeg, "-threads", "1", "-skip_frame", "nokey", "-noaccurate_seek", "-ss",
        Filters.Seconds(Share * TimeSpan.FromMilliseconds(video.DurationMilliseconds)), "-copyts",
        "-t", Filters.Seconds(Furthest), .. Guard.Input, .. Filters.OneGraph, "-i", Guard.File(path),
        "-filter_complex",
        $"[0:V:0]{Filters.Still(video, sizes.Poster)},{KeyFrameGraph.NotBlack},{KeyFrameGraph.Print(Times)}"
            + $",split[large][l];[l]{KeyFrameGraph.Scale(sizes.PosterSmall)}[small]",
        "-map", "[large]", "-fps_mode", "passthrough", "-frames:v", "1", "-q:v", "3", .. KeyFrameGraph.Jpeg, "-update",
        "1", Guard.File(Large), "-map", "[small]", "-fps_mode", "passthrough", "-frames:v", "1", "-q:v", "4",
        .. KeyFrameGraph.Jpeg, "-update", "1", Guard.File(Small),
    ];
}
