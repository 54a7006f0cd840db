using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>The playable step: an MP4 with its index in front, by the cheapest way that plays everywhere; checked before it counts as done.</summary>
internal sealed class CopyMaker(ReviewDbContext database, SourceFiles sources, VideoProbe probe, IObjectStorage storage, IOptions<MediaOptions> options)
{
    private const int CopyShortEdge = 720;
    private const int CopyBytesPerSecond = 500_000;

    /// <summary>A copy may end a little earlier or later than its original.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public async Task<JobResult> MakeAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == underway.Lease.VideoId, cancellation);
        using var scratch = sources.NewScratch();
        var source = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var target = scratch.File("play.mp4");
        string[] arguments =
        [
            .. Guard.Ffmpeg, "-nostats", "-progress", "pipe:1", "-threads", Threads(underway), .. Guard.Input, "-i", Guard.File(source), "-map", "0:V:0", "-map", "0:a:0?",
            .. Streams(video, underway), "-t", Filters.Seconds(Duration(video) + Slack), "-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart",
            "-max_muxing_queue_size", "1024", "-f", "mp4", Guard.File(target),
        ];
        var call = new ToolCall(options.Value.FfmpegPath, arguments, LimitsOf(video), scratch.Path, line => Report(line, video, underway));
        var result = await GuardedRunner.RunAsync(call, cancellation);
        if (result.ExitCode != 0)
        {
            throw new JobFaultException(JobFault.BadInput, Sentence.Of("media.cause-copy"), result.Errors, result.End);
        }

        await CheckAsync(target, video, scratch, cancellation);
        return new() { Copy = await StoreAsync(video.Id, target, cancellation) };
    }

    private static string[] Streams(Video video, JobUnderway underway) => PlayabilityRule.Of(video.Metadata!, video.Format) switch
    {
        Playability.PlaysAsIs or Playability.Remux => ["-c", "copy"],
        Playability.CopyVideoEncodeAudio => ["-c:v", "copy", .. Sound],
        _ =>
        [
            "-vf", Filters.Shown(video.Metadata!, FrameSize.WithShortEdge(video.Metadata!.WidthPixels, video.Metadata.HeightPixels, CopyShortEdge), "bilinear"), "-fps_mode", "vfr",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", "3000k", "-bufsize", "6000k", "-profile:v", "high", "-pix_fmt", "yuv420p",
            "-force_key_frames", "expr:gte(t,n_forced*2)", "-threads", Threads(underway), .. Sound,
        ],
    };

    private static string[] Sound => ["-c:a", "aac", "-b:a", "128k", "-ac", "2"];

    private static string Threads(JobUnderway underway) => Filters.Number(JobRules.ThreadsAfter(underway.Lease.Losses));

    private static TimeSpan Duration(Video video) => TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);

    /// <summary>A copied stream costs reading and writing; an encoded one up to thirty times its duration on one thread.</summary>
    private static ToolLimits LimitsOf(Video video) => PlayabilityRule.Of(video.Metadata!, video.Format) == Playability.NeedsCopy
        ? ToolLimits.For(3 * Duration(video), TimeSpan.FromSeconds(60) + (30 * Duration(video)), 50_000_000 + (CopyBytesPerSecond * (long)Duration(video).TotalSeconds), encodes: true)
        : ToolLimits.For(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(180), 50_000_000 + (2 * video.SizeBytes), encodes: true);

    /// <summary>ffmpeg's "out_time_us=1234567", of which the last hundredth is left for putting the file away.</summary>
    private static void Report(string line, Video video, JobUnderway underway)
    {
        const string Name = "out_time_us=";
        if (line.StartsWith(Name, StringComparison.Ordinal) && long.TryParse(line.AsSpan(Name.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds))
        {
            underway.Percent = (int)Math.Min(99, microseconds / 10 / Math.Max(1, video.Metadata!.DurationMilliseconds));
        }
    }

    /// <summary>Exit status 0 means nothing: the copy is looked at as any file is.</summary>
    private async Task CheckAsync(string target, Video video, ScratchFolder scratch, CancellationToken cancellation)
    {
        var made = await probe.ProbeAsync(target, "mp4", scratch.Path, cancellation);
        var missing = Duration(video) - TimeSpan.FromMilliseconds(made.DurationMilliseconds);
        if (PlayabilityRule.Of(made, "mp4") != Playability.PlaysAsIs || made.StartsLate || made.AudioCodec is null != video.Metadata!.AudioCodec is null)
        {
            throw new JobFaultException(JobFault.OurBug, Sentence.Of("media.cause-bug"), $"The copy does not play: {made}");
        }

        if (missing > Slack + (0.02 * Duration(video)))
        {
            throw new JobFaultException(JobFault.BadInput, Sentence.Of("media.cause-broken", ("at", Figures(made))), $"The copy ends {missing} early.");
        }
    }

    private static string Figures(VideoMetadata made) => Application.Words.Figures.Clock(TimeSpan.FromMilliseconds(made.DurationMilliseconds));

    private async Task<PlayableCopy> StoreAsync(Guid videoId, string target, CancellationToken cancellation)
    {
        string sha256;
        long size;
        await using (var content = File.OpenRead(target))
        {
            (sha256, size) = (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)), content.Length);
        }

        var key = ObjectKey.Playable(videoId, sha256);
        await storage.PutAsync(key, target, sha256, MediaTypes.Of(key), mayMove: true, cancellation);
        return new(key, size);
    }
}
