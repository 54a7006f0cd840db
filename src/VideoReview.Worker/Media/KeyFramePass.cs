using Microsoft.Extensions.Options;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>What frames are taken from.</summary>
/// <param name="Threads">Of the decoder, where all frames are decoded.</param>
internal sealed record FrameSource(string Path, VideoMetadata Video, ScratchFolder Scratch, int Threads);

/// <summary>What the pass left in the scratch folder, looked at.</summary>
/// <param name="Frames">Every frame that was seen, in the order of time.</param>
/// <param name="Posters">Times of the candidates, whose files are numbered from 1.</param>
/// <param name="Tiles">Times of the sprite's pictures.</param>
/// <param name="HasContactSheet">False where every frame is black.</param>
/// <param name="Damaged">Times of the frames at which the decoder complained.</param>
internal sealed record KeyFrames(
    IReadOnlyList<SeenFrame> Frames, IReadOnlyList<TimeSpan> Damaged, IReadOnlyList<TimeSpan> Posters,
    IReadOnlyList<TimeSpan> Tiles, bool HasContactSheet);

/// <summary>
/// One pass over a video's key frames makes all of its pictures at a small part of what decoding it costs (media.md
/// section 3). Where key frames are too rare, reference frames are decoded as well, without the loop filter: a picture
/// of another moment would be a fake.
/// </summary>
internal sealed class KeyFramePass(IOptions<MediaOptions> options)
{
    private const long LargestFile = 20_000_000;

    public async Task<KeyFrames> RunAsync(FrameSource source, PictureSizes sizes, CancellationToken cancellation)
    {
        var duration = TimeSpan.FromMilliseconds(source.Video.DurationMilliseconds);
        var found = await KeyFramesAsync(source, sizes, cancellation);
        if (!KeyFrameRules.AreEnough(found.Frames, duration))
        {
            Clear(source.Scratch);
            string[] more =
            [
                "-threads", Filters.Number(source.Threads), "-skip_frame", "noref", "-skip_loop_filter", "all",
                .. Guard.Input, .. Filters.OneGraph,
            ];
            found = await PassAsync(
                source, [.. more, "-i", Guard.File(source.Path)], sizes, LimitsFor(duration), cancellation);
        }

        return found;
    }

    private async Task<KeyFrames> KeyFramesAsync(FrameSource source, PictureSizes sizes, CancellationToken cancellation)
    {
        string[] one = ["-threads", "1"];
        if (source.Video.VideoCodec is not ("vp8" or "vp9" or "av1"))
        {
            return await PassAsync(
                source,
                [.. one, "-skip_frame", "nokey", .. Guard.Input, .. Filters.OneGraph, "-i", Guard.File(source.Path)],
                sizes, LimitsFor(TimeSpan.Zero), cancellation);
        }

        // These decoders do not honour nokey: the other packets are dropped before they come to them.
        const string Kept = "key.nut";
        string[] drop =
        [
            .. Guard.Ffmpeg, .. Guard.Input, "-i", Guard.File(source.Path), "-map", "0:V:0", "-c", "copy", "-bsf:v",
            "noise=drop='not(key)'", "-f", "nut", Guard.File(Kept),
        ];
        await GuardedRunner.RunAsync(
            new(
                options.Value.FfmpegPath, drop,
                LimitsFor(TimeSpan.Zero) with { FileBytes = source.Video.SizeBytes + LargestFile },
                source.Scratch.Path),
            cancellation);
        return await PassAsync(
            source, [.. one, .. Guard.OwnInput, .. Filters.OneGraph, "-i", Guard.File(Kept)], sizes,
            LimitsFor(TimeSpan.Zero), cancellation);
    }

    private async Task<KeyFrames> PassAsync(
        FrameSource source, IReadOnlyList<string> input, PictureSizes sizes, ToolLimits limits,
        CancellationToken cancellation)
    {
        var errors = DecoderErrors.OfPicture(source.Video);
        string[] arguments =
            [.. Guard.Ffmpeg, .. DecoderErrors.Talking, .. input, .. KeyFrameGraph.Arguments(source.Video, sizes)];
        var result = await GuardedRunner.RunAsync(
            new(options.Value.FfmpegPath, arguments, limits, source.Scratch.Path) { ErrorLine = errors.Hear },
            cancellation);
        return Look(source.Scratch, sizes, result) with { Damaged = errors.Times };
    }

    /// <summary>
    /// Exit status 0 means nothing, and a green step with a broken storyboard is worse than a red one: every
    /// file is opened and measured.
    /// </summary>
    private static KeyFrames Look(ScratchFolder scratch, PictureSizes sizes, ToolResult result)
    {
        var (times, posters, tiles) =
            (Read(KeyFrameGraph.Times), Read(KeyFrameGraph.PosterTimes), Read(KeyFrameGraph.TileTimes));
        if (times.Count == 0)
        {
            return new([], [], [], [], HasContactSheet: false);
        }

        var (prints, plan) = (File.ReadAllBytes(scratch.File(KeyFrameGraph.Prints)), sizes.Storyboard);
        posters = [.. posters.Take(KeyFrameGraph.Candidates)];
        tiles = [.. tiles.Take(plan.Columns * plan.Rows)];
        var sheet = JpegFile.SizeOf(scratch.File(KeyFrameGraph.ContactSheet));
        Check(prints.Length == times.Count * FramePrint.Length, "prints", result);
        Check(
            tiles.Count > 0
                && JpegFile.SizeOf(scratch.File(KeyFrameGraph.Storyboard)) == (plan.WidthPixels, plan.HeightPixels),
            "storyboard", result);
        Check(sheet is null || sheet == (3 * sizes.Cell.Width, 3 * sizes.Cell.Height), "contact sheet", result);
        for (var number = 1; number <= posters.Count; number++)
        {
            Check(JpegFile.SizeOf(scratch.File(KeyFrameGraph.Poster(number))) == sizes.Poster, "poster", result);
            Check(
                JpegFile.SizeOf(scratch.File(KeyFrameGraph.PosterSmall(number))) == sizes.PosterSmall,
                "small poster", result);
        }

        var frames = times.Select(
            (at, i) => new SeenFrame(at, FramePrint.Of(prints.AsSpan(i * FramePrint.Length, FramePrint.Length))))
            .ToList();
        Check(sheet is not null || frames.TrueForAll(frame => frame.Print.IsBlack), "contact sheet", result);
        return new(frames, [], posters, tiles, sheet is not null);

        List<TimeSpan> Read(string file) => FrameTimes.Read(scratch.File(file));
    }

    private static void Check(bool isRight, string what, ToolResult result)
    {
        if (!isRight)
        {
            throw new JobFaultException(
                JobFault.OurBug, Sentence.Of("jobs.cause-bug"),
                $"The {what} is not what was asked for (exit {result.ExitCode}). {result.Errors}", result.End);
        }
    }

    private static void Clear(ScratchFolder scratch)
    {
        foreach (var file in Directory.EnumerateFiles(scratch.Path)
            .Where(file => Path.GetExtension(file) is ".jpg" or ".txt" or ".gray" or ".nut"))
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Half a minute for key frames; where much is decoded, up to three times the video's duration on one thread.
    /// </summary>
    private static ToolLimits LimitsFor(TimeSpan decoded) =>
        ToolLimits.For(TimeSpan.FromSeconds(30) + decoded, TimeSpan.FromSeconds(120) + (3 * decoded), LargestFile);
}
