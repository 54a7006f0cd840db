using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Media;

/// <summary>
/// Somebody on a thin line takes the smaller copy when it is done, goes on where the video was,
/// and finds it again next time.
/// </summary>
public sealed class CopyWalk(Site site, Browser browser) : Walk(site, browser)
{
    /// <summary>
    /// From the eighth second; slowly, and never to an end at which it would stand still,
    /// however late somebody chooses.
    /// </summary>
    private const string PlaysSlowly = """
        async () => {
            const video = document.querySelector("vr-player video");
            [video.muted, video.loop, video.playbackRate, video.currentTime] = [true, true, 0.5, 8];
            await video.play();
        }
        """;

    [Fact]
    public async Task Smaller_copy_takes_over_where_the_video_was_and_is_remembered()
    {
        var (author, _) = await BeginDraftAsync(
            Screen.Phone, await Entries.AddPeriodAsync(change: EntrySender.ShortVideos));
        await new UploadPanel(author).ChooseAsync(await SampleVideo.GoodAsync());
        await Assertions.Expect(author.Page.Locator("vr-player[storyboard]"))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        var (original, small) =
            (author.Page.Locator("a[data-copy=original]"), author.Page.Locator("a[data-copy='360']"));
        await Assertions.Expect(small).ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        await Assertions.Expect(original).ToHaveAttributeAsync("aria-current", "true");
        await author.CheckAsync();

        await author.Page.EvaluateAsync(PlaysSlowly);
        await small.ClickAsync();

        await author.Page.WaitForFunctionAsync(
            "() => { const video = document.querySelector('vr-player video'); return "
                + "video.videoHeight === 360 && video.currentTime > 8 && !video.paused; }");
        await author.SeesAsync(
            author.Words.Say("media.copy-told", ("choice", author.Words.Say("media.copy-small", ("edge", "360")))));
        await Assertions.Expect(small).ToHaveAttributeAsync("aria-current", "true");
        await author.CheckAsync();

        await author.Page.ReloadAsync();
        await author.CheckAsync();
        await Assertions.Expect(author.Page.Locator("vr-player video"))
            .ToHaveAttributeAsync("src", new Regex("copy=360$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await original.FocusAsync();
        await author.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(author.Page.Locator("vr-player video"))
            .ToHaveAttributeAsync("src", new Regex("/play$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(original).ToHaveAttributeAsync("aria-current", "true");
        Assert.DoesNotContain("copy=", author.Page.Url, StringComparison.Ordinal);

        await TakesWhileThePageIsAskedAsync(author, small);
    }

    /// <summary>The sound of the original is damaged at 1.5 s, where the browser stops for good.</summary>
    [Fact]
    public async Task Damaged_video_goes_on_in_its_copy_where_the_browser_stopped()
    {
        var (author, _) = await BeginDraftAsync(Screen.Phone, await Entries.AddPeriodAsync(
            change: p => p.FileRules = p.FileRules with { MinimumDuration = TimeSpan.FromSeconds(2) }));
        await new UploadPanel(author).ChooseAsync(await DamagedSamples.ByNameAsync("aac-byte"));
        await author.SeesAsync(author.Words["media.damaged-plays"]);
        await author.SeesAsync(author.Words["media.note-damaged-sound"]);
        await author.CheckAsync();

        // As whoever had opened the page before there was a copy.
        await author.Page.EvaluateAsync("""
            async () => {
                const video = document.querySelector("vr-player video");
                [video.src, video.muted] = [video.getAttribute("src").split("?")[0], true];
                await video.play();
            }
            """);

        await author.Page.WaitForFunctionAsync(
            "() => { const video = document.querySelector('vr-player video'); return "
                + "video.src.endsWith('copy=720') && video.currentTime > 2 && !video.error; }");
        await author.SeesAsync(author.Words["media.player-rescued"]);
        await author.CheckAsync();
    }

    /// <summary>
    /// The page is asked for its live parts before the choice and answers after it: what was chosen stays chosen.
    /// </summary>
    private static async Task TakesWhileThePageIsAskedAsync(Visitor author, ILocator choice)
    {
        var (asked, chosen) = (new TaskCompletionSource(), new TaskCompletionSource());
        await author.Page.RouteAsync(author.Page.Url, async route =>
        {
            if (asked.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync();
            asked.SetResult();
            await chosen.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await author.Page.EvaluateAsync("document.addEventListener('vr-refreshed', () => (window.isRefreshed = true)); "
            + "document.dispatchEvent(new Event('vr-changed'));");
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));

        await choice.ClickAsync();
        await Assertions.Expect(choice).ToHaveAttributeAsync("aria-current", "true");
        chosen.SetResult();

        await author.Page.WaitForFunctionAsync("() => window.isRefreshed === true");
        await Assertions.Expect(choice).ToHaveAttributeAsync("aria-current", "true");
    }
}
