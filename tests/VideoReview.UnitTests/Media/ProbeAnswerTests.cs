using System.Globalization;
using System.Runtime.CompilerServices;
using FFMpegCore;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

/// <summary>
/// What is read from answers that ffprobe gave of real files, and what the rules say of them: no tool runs. An answer
/// is recorded with the probe's own arguments and "-print_format json=c=1"; its file is named after
/// the one that was asked about.
/// </summary>
public sealed class ProbeAnswerTests
{
    private static readonly FileRules Rules = new()
    {
        MinimumDuration = TimeSpan.FromSeconds(5), DurationTolerance = TimeSpan.Zero,
        Formats = ["mp4", "mov", "webm", "mpeg"],
    };

    [Theory]
    [InlineData(
        "rotated.mp4", "h264 Constrained Baseline 30 yuv420p 360x640 turned 270, 25 a second", "aac LC 1 44100", 7000)]
    [InlineData("silent.mp4", "h264 Constrained Baseline 30 yuv420p 640x360 turned 0, 25 a second", "none", 7000)]
    [InlineData("sound.mp4", "none", "aac LC 1 44100", 7000)]
    [InlineData(
        "plain.mov", "h264 Constrained Baseline 30 yuv420p 640x360 turned 0, 25 a second", "pcm_s16le  1 44100", 7000)]
    [InlineData("plain.webm", "vp9 Profile 0 0 yuv420p 640x360 turned 0, 25 a second", "opus  1 48000", 7008)]
    [InlineData(
        "interlaced.ts", "mpeg2video Main 8 yuv420p 384x288 turned 0, 25 a second, interlaced", "mp2  1 44100", 3010)]
    [InlineData(
        "hdr-smpte2084.mp4", "hevc Main 10 90 yuv420p10le 640x480 turned 0, 25 a second, smpte2084", "none", 2000)]
    public void Answer_tells_picture_sound_and_duration(string file, string picture, string sound, long milliseconds)
    {
        var found = Read(file);

        Assert.Equal((picture, sound, milliseconds), (PictureOf(found), SoundOf(found), found.DurationMilliseconds));
    }

    [Theory]
    [InlineData("rotated.mp4", "mp4", "", "media.note-small media.note-portrait")]
    [InlineData("silent.mp4", "mp4", "", "media.note-small media.note-silent")]
    [InlineData("sound.mp4", "mp4", "media.audio-only", "")]
    [InlineData("plain.mov", "mov", "", "media.note-small")]
    [InlineData("plain.webm", "webm", "", "media.note-small")]
    [InlineData("interlaced.ts", "mpeg", "media.too-short", "")]
    [InlineData("hdr-smpte2084.mp4", "avi", "media.format-not-taken media.too-short", "")]
    public void Rules_are_asked_of_what_was_read(string file, string format, string reasons, string notes)
    {
        var verdict = Acceptance.Judge(Read(file), format, Rules);

        Assert.Equal((reasons, notes), (string.Join(' ', verdict.Reasons.Select(r => r.Code)),
            string.Join(' ', verdict.Notes.Select(n => n.Code))));
    }

    private static VideoMetadata Read(string file)
    {
        var answer = FFProbe.FromJson(File.ReadAllText(Path.Combine(Answers(), file + ".json")));
        return VideoProbe.MetadataOf(
            answer, VideoProbe.SoundOf(answer), 1_000_000, new(IsCut: false, StartsLate: false));
    }

    private static string PictureOf(VideoMetadata found)
    {
        if (found.VideoCodec is null)
        {
            return "none";
        }

        var rate = found.FrameRate?.ToString(CultureInfo.InvariantCulture);
        var more = (found.IsInterlaced ? ", interlaced" : "")
            + (found.ColorTransfer is { } transfer ? ", " + transfer : "");
        return $"{found.VideoCodec} {found.VideoProfile} {found.VideoLevel} {found.PixelFormat} "
            + $"{found.WidthPixels}x{found.HeightPixels} turned {found.RotationDegrees}, "
            + $"{rate} a second{more}";
    }

    private static string SoundOf(VideoMetadata found) =>
        found.AudioCodec is null
            ? "none"
            : $"{found.AudioCodec} {found.AudioProfile} {found.AudioChannels} {found.AudioSampleRateHertz}";

    private static string Answers([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Answers");
}
