using System.Globalization;
using System.Text.RegularExpressions;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>The cues of a storyboard, each of which names a place in its one picture.</summary>
internal static partial class Cues
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<List<Cue>> OfAsync(TestWorker worker, Video video)
    {
        var pictures = await worker.PicturesAsync(video.Id);
        var (sprite, file) = (pictures.Single(p => p.Kind is PictureKind.Storyboard),
            pictures.Single(p => p.Kind is PictureKind.StoryboardCues));
        var text = await File.ReadAllTextAsync(await worker.FetchAsync(file.ObjectKey, file.SizeBytes), Stop);
        var cues = CueShape().Matches(text).Select(match =>
        {
            Assert.Equal(sprite.Sha256, match.Groups["sprite"].Value);
            int[] box =
                [.. match.Groups["box"].Value.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            Assert.True(
                box[0] + box[2] <= sprite.WidthPixels && box[1] + box[3] <= sprite.HeightPixels,
                "The tile lies in the sprite.");
            return new Cue(
                Milliseconds(match.Groups["from"].Value), Milliseconds(match.Groups["to"].Value), box[0], box[1],
                box[2], box[3]);
        }).ToList();
        Assert.StartsWith("WEBVTT\n", text, StringComparison.Ordinal);
        return cues;
    }

    private static int Milliseconds(string clock) =>
        (int)TimeSpan.ParseExact(clock, @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture).TotalMilliseconds;

    [GeneratedRegex(
        @"(?<from>[\d:.]+) --> (?<to>[\d:.]+)\n(?<sprite>[0-9a-f]{64})#xywh=(?<box>[\d,]+)\n",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CueShape();
}
