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
/// The decode step: picture and sound of a video that plays, once from beginning to end, for what the decoders have to
/// complain of.
/// </summary>
[StepOf(VideoJobs.Decode)]
internal sealed class WholeDecode(ReviewDbContext database, SourceFiles sources, IOptions<MediaOptions> options)
    : IJobStep
{
    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var source = new FrameSource(path, video.Metadata!, scratch, JobRules.ThreadsAfter(underway.Lease.Losses));
        var (heard, duration) = (new DecodedWhole(source.Video), Duration(source.Video));
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, Arguments(source, duration), LimitsOf(duration), scratch.Path, Report)
            {
                ErrorLine = heard.Hear,
            },
            cancellation);
        return result.ExitCode == 0 || heard.Damage.Count > 0
            ? new VideoResult { Damage = heard.Damage }
            : throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-decode"), heard.Errors, result.End);

        void Report(string line) => underway.Percent = ToolProgress.PercentOf(line, duration) ?? underway.Percent;
    }

    /// <summary>A frame that cannot be decoded ends nothing, however many there are.</summary>
    internal static string[] Arguments(FrameSource source, TimeSpan duration) =>
    [
        .. Guard.Ffmpeg, .. DecoderErrors.Talking, "-progress", "pipe:1", "-max_error_rate", "1", "-threads",
        Filters.Number(source.Threads), .. DecodedWhole.DecodersFor(source.Video), .. Guard.Input,
        "-i", Guard.File(source.Path), "-map", "0:V:0", "-vf", DecoderErrors.Filter,
        .. source.Video.AudioCodec is null
            ? []
            : (string[])["-map", Filters.SoundOf(source.Video), "-af", DecoderErrors.SoundFilter],
        "-t", Filters.Seconds(duration + CopyArguments.Slack), "-f", "null", "-",
    ];

    private static TimeSpan Duration(VideoMetadata video) => TimeSpan.FromMilliseconds(video.DurationMilliseconds);

    /// <summary>A large picture is decoded at its own speed on one thread, or a little slower.</summary>
    private static ToolLimits LimitsOf(TimeSpan duration) =>
        ToolLimits.For(TimeSpan.FromSeconds(30) + duration, TimeSpan.FromSeconds(60) + (6 * duration), 1_000_000);
}
