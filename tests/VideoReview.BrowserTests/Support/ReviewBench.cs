using Microsoft.Playwright;
using VideoReview.Domain.Periods;

namespace VideoReview.BrowserTests.Support;

/// <summary>The page on which a reviewer watches and scores.</summary>
public sealed class ReviewBench(Visitor reviewer)
{
    private const string Seconds = "video => video.currentTime";

    private ILocator Video => reviewer.Page.Locator("video").First;

    /// <summary>Plays for a moment, then seeks towards the end and plays on from there.</summary>
    public async Task WatchAsync()
    {
        await Video.EvaluateAsync("video => { video.muted = true; return video.play(); }");
        await PassesAsync(0.5);
        await Video.EvaluateAsync("video => { video.currentTime = 18; }");
        await PassesAsync(18.3);
        await Video.EvaluateAsync("video => video.pause()");
    }

    /// <summary>One score for each point, in the order of the cards; the two lowest want a comment.</summary>
    public async Task ScoreAsync(params int[] scores)
    {
        foreach (var (point, score) in StandardRubric.Make().Points.Zip(scores))
        {
            var card = reviewer.Page.Locator("#point-" + point.Code);
            await card.Locator(".scale label").Nth(score).ClickAsync();
            if (score < 2)
            {
                await card.GetByLabel(reviewer.Words["reviewing.comment"]).FillAsync("Belum ditunjukkan dengan data.");
            }
        }
    }

    public async Task IsSavedAsync() =>
        await Assertions.Expect(reviewer.Page.Locator("[data-autosave-state]"))
            .ToContainTextAsync(reviewer.Words["reviewing.autosave-saved"].Split('{')[0].Trim());

    public Task FinishAsync() => reviewer.PressAsync("reviewing.finish");

    private Task PassesAsync(double seconds) =>
        IntegrationTests.Support.Eventually.Async(
            async () => await Video.EvaluateAsync<double>(Seconds) >= seconds, $"the video plays past {seconds} s");
}
