using System.Security.Cryptography;
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
/// The playable and the copies step: MP4s or WebMs with their index in front, by the cheapest way that plays
/// everywhere, all of one video in one run; checked before they count as done. A file of which none can be made, and
/// which does not play itself, is refused with a sentence, not failed.
/// </summary>
[StepOf(VideoJobs.Playable)]
[StepOf(VideoJobs.Copies)]
internal sealed class CopyMaker(
    ReviewDbContext database, SourceFiles sources, CopyCheck check, IObjectStorage storage,
    IOptions<MediaOptions> options) : IJobStep
{
    private const int CopyBytesPerSecond = 500_000;

    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        try
        {
            return await MakeAsync(video, underway, cancellation);
        }
        catch (JobFaultException fault) when (fault.Fault == JobFault.BadInput
            && underway.Lease.Kind == VideoJobs.Playable && !VideoJobs.OriginalPlays(video))
        {
            return new VideoResult { Unfit = fault.Cause };
        }
    }

    private async Task<VideoResult> MakeAsync(Video video, JobUnderway underway, CancellationToken cancellation)
    {
        using var scratch = sources.NewScratch();
        var source = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var way = PlayabilityRule.Of(video.Metadata!, video.Format);
        if (underway.Lease.Kind == VideoJobs.Playable && way != Playability.NeedsCopy)
        {
            var target = new CopyTarget(
                null, default, scratch.File("play"), PlayabilityRule.ContainerFor(video.Metadata!));
            await RunAsync(
                video, source, CopyArguments.Moved(video.Metadata!, way, target),
                ToolLimits.For(
                    TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(180), 50_000_000 + (2 * video.SizeBytes),
                    encodes: true),
                scratch, underway, cancellation);
            await check.RunAsync(target, video.Metadata!, scratch.Path, cancellation);
            return new VideoResult { Copy = await StoreAsync(video.Id, target, cancellation) };
        }

        return await EncodeAsync(video, source, scratch, underway, cancellation);
    }

    /// <summary>
    /// What does not play to its end needs a copy that everybody can watch, whatever it saves. Of a video whose damage
    /// shows itself while lighter copies are made, it is made in a second run.
    /// </summary>
    private async Task<VideoResult> EncodeAsync(
        Video video, string source, ScratchFolder scratch, JobUnderway underway, CancellationToken cancellation)
    {
        var (found, doesNotPlay) =
            (video.Metadata!, PlayabilityRule.Of(video.Metadata!, video.Format) == Playability.NeedsCopy);
        var isNeeded = doesNotPlay || video.StopsBrowsers || video.StoppedAtMilliseconds is not null;
        var edges = CopyRules.EdgesFor(found, video.Format, isNeeded);
        var (made, damage) = await EncodeAsync(video, edges, source, scratch, underway, cancellation);
        var stops = damage.Any(part => part.StopsBrowsers);
        if (stops && CopyRules.EdgesFor(found, video.Format, isNeeded: true) is var needed
            && !needed.SequenceEqual(edges))
        {
            (made, _) = await EncodeAsync(video, needed, source, scratch, underway, cancellation);
        }

        var copies = await StoreAsync(video, made, isFirstNeeded: isNeeded || stops, cancellation);
        return new()
        {
            Copies = copies,
            Copy = doesNotPlay ? new(ObjectKey.Parse(copies[0].ObjectKey), copies[0].SizeBytes) : null,
            Damage = damage,
        };
    }

    private async Task<(List<CopyTarget> Made, IReadOnlyList<DamagedPart> Damage)> EncodeAsync(
        Video video, IReadOnlyList<int> edges, string source, ScratchFolder scratch, JobUnderway underway,
        CancellationToken cancellation)
    {
        var (found, heard) = (video.Metadata!, new DecodedWhole(video.Metadata!));
        List<CopyTarget> targets =
        [
            .. edges.Select(edge => new CopyTarget(
                edge, FrameSize.WithShortEdge(found.WidthPixels, found.HeightPixels, edge),
                scratch.File(Filters.Number(edge)), "mp4")),
        ];
        await RunAsync(
            video, source, CopyArguments.Encoded(found, targets, Threads(underway)), LimitsOf(Duration(video)), scratch,
            underway, cancellation, heard);
        foreach (var target in targets)
        {
            await check.RunAsync(target, found, scratch.Path, cancellation);
        }

        return (targets, heard.Damage);
    }

    /// <param name="heard">Where all is decoded.</param>
    private async Task RunAsync(
        Video video, string source, IReadOnlyList<string> outputs, ToolLimits limits, ScratchFolder scratch,
        JobUnderway underway, CancellationToken cancellation, DecodedWhole? heard = null)
    {
        string[] arguments =
        [
            .. Guard.Ffmpeg, .. heard is null ? ["-nostats"] : DecoderErrors.Talking, "-progress", "pipe:1",
            "-threads", Threads(underway), .. heard is null ? [] : DecodedWhole.DecodersFor(video.Metadata!),
            .. Guard.Input, "-i", Guard.File(source), .. outputs,
        ];
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, arguments, limits, scratch.Path, Report)
            {
                ErrorLine = heard is null ? null : heard.Hear,
            },
            cancellation);
        if (result.ExitCode != 0)
        {
            throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-copy"), heard?.Errors ?? result.Errors, result.End);
        }

        void Report(string line) =>
            underway.Percent = ToolProgress.PercentOf(line, Duration(video)) ?? underway.Percent;
    }

    private static string Threads(JobUnderway underway) => Filters.Number(JobRules.ThreadsAfter(underway.Lease.Losses));

    private static TimeSpan Duration(Video video) => TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);

    /// <summary>
    /// One decode and up to two encodings: forty times the duration on one thread, where the picture is large.
    /// </summary>
    private static ToolLimits LimitsOf(TimeSpan duration) =>
        ToolLimits.For(
            4 * duration, TimeSpan.FromSeconds(60) + (40 * duration),
            50_000_000 + (CopyBytesPerSecond * (long)duration.TotalSeconds), encodes: true);

    /// <summary>
    /// A copy that hardly saves anything against the next larger file is thrown away; where nothing plays yet, the
    /// first has none to be held against.
    /// </summary>
    private async Task<List<VideoCopy>> StoreAsync(
        Video video, List<CopyTarget> made, bool isFirstNeeded, CancellationToken cancellation)
    {
        var (kept, larger) = (new List<VideoCopy>(), isFirstNeeded ? long.MaxValue : video.SizeBytes);
        foreach (var target in made)
        {
            if (!CopyRules.IsWorthKeeping(new FileInfo(target.Path).Length, larger))
            {
                continue;
            }

            var (key, size) = await StoreAsync(video.Id, target, cancellation);
            kept.Add(new()
            {
                VideoId = video.Id, EdgePixels = target.EdgePixels!.Value, WidthPixels = target.Size.Width,
                HeightPixels = target.Size.Height, SizeBytes = size, ObjectKey = key.Value,
            });
            larger = size;
        }

        return kept;
    }

    /// <summary>
    /// Object first, row later: a copy without a row is only a lost file, a row without a copy is a broken page.
    /// </summary>
    private async Task<PlayableCopy> StoreAsync(Guid videoId, CopyTarget target, CancellationToken cancellation)
    {
        string sha256;
        long size;
        await using (var content = File.OpenRead(target.Path))
        {
            (sha256, size) =
                (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)), content.Length);
        }

        var key = ObjectKey.Playable(videoId, sha256, target.Format);
        await storage.PutAsync(key, target.Path, sha256, MediaTypes.Of(key), mayMove: true, cancellation);
        return new(key, size);
    }
}
