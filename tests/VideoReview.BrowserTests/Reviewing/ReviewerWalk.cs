using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VideoReview.Application.Accounts;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Reviewing;

/// <summary>
/// A reviewer takes an entry, watches it, scores it with its anchors on screen and goes on to the next.
/// </summary>
public sealed class ReviewerWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Entry_is_claimed_watched_scored_and_finished()
    {
        await AddReadyAsync();
        var (reviewer, account) = await SignedInAsync(Screen.Phone);
        await reviewer.SeesAsync(reviewer.Words["reviewing.part-assigned"]);

        await reviewer.GoAsync("/reviews");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = reviewer.Words["reviewing.claim-next"] }).First
            .ClickAsync();
        await reviewer.CheckAsync();
        await PlaysAndSeeksAsync(reviewer);
        await ScoreAsync(reviewer, 1, "3");
        await SavedAsync(reviewer);
        await reviewer.Page.EvaluateAsync("document.querySelector('video').playbackRate = 1.25");
        await reviewer.PressAsync("reviewing.finish");
        await SeesRefusalAsync(reviewer);
        for (var point = 2; point <= 5; point++)
        {
            await ScoreAsync(reviewer, point, point == 5 ? "1" : "4");
        }

        await reviewer.Page.GetByLabel(reviewer.Words["reviewing.comment"], new() { Exact = true }).Last
            .FillAsync("Perubahan disebut tanpa ukuran.");
        await reviewer.PressAsync("reviewing.finish");

        await reviewer.SeesAsync(reviewer.Words["reviewing.finished-told"]);
        await reviewer.SeesAsync("Nilai 80");
        await IsTrueAsync(
            reviewer, $"said[0] === '' && said[1].includes('{reviewer.Words["reviewing.finished-told"]}')");
        await reviewer.GoAsync("/reviews");
        await reviewer.SeesAsync(reviewer.Words["reviewing.my-scores"]);
        await using var context = Site.Database.NewContext();
        Assert.Equal(ReviewStatus.Final, (await context.Reviews.SingleAsync(r => r.ReviewerId == account.Id)).Status);
    }

    [Fact]
    public async Task Keys_play_and_score_but_never_while_typing()
    {
        await AddReadyAsync();
        var (reviewer, _) = await SignedInAsync(Screen.Desktop);
        await reviewer.GoAsync("/reviews");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = reviewer.Words["reviewing.claim-next"] }).First
            .ClickAsync();
        await ReadyToPlayAsync(reviewer);

        await reviewer.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(reviewer.Page.Locator(".point.chosen")).ToHaveIdAsync("point-idea-gathering");
        await reviewer.Page.Keyboard.PressAsync("4");
        await Assertions.Expect(Radio(reviewer, 2, "4")).ToBeCheckedAsync();
        await Assertions.Expect(reviewer.Page.Locator(".point.chosen")).ToHaveCountAsync(0);
        await SavedAsync(reviewer);
        await reviewer.Page.Keyboard.PressAsync("ArrowRight");
        await TimeIsAsync(reviewer, 5);
        await reviewer.Page.Keyboard.PressAsync("ArrowLeft");
        await TimeIsAsync(reviewer, 0);
        await reviewer.Page.Keyboard.PressAsync("Shift+>");
        Assert.Equal(1.25, await reviewer.Page.EvaluateAsync<double>("document.querySelector('video').playbackRate"));
        await reviewer.Page.Keyboard.PressAsync("?");
        await reviewer.SeesAsync(reviewer.Words["reviewing.player-help"].Split('|')[0]);
        await reviewer.Page.Keyboard.PressAsync("Escape");

        var note = reviewer.Field("reviewing.note");
        await note.ClickAsync();
        await reviewer.Page.Keyboard.TypeAsync("1 k 3?");
        await Assertions.Expect(note).ToHaveValueAsync("1 k 3?");
        await Assertions.Expect(reviewer.Page.Locator(".point.chosen")).ToHaveCountAsync(0);
        Assert.True(await reviewer.Page.EvaluateAsync<bool>("document.querySelector('video').paused"));
        await reviewer.CheckAsync();
    }

    /// <summary>The list of what is missing has the focus and leads to its points; the video is where it was.</summary>
    private static async Task SeesRefusalAsync(Visitor reviewer)
    {
        await reviewer.SeesAsync(reviewer.Words["reviewing.missing"]);
        Assert.Equal("refused", await reviewer.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.StartsWith("Kesalahan: ", await reviewer.Page.TitleAsync(), StringComparison.Ordinal);
        await TimeIsAsync(reviewer, 1);
        Assert.Equal(1.25, await reviewer.Page.EvaluateAsync<double>("document.querySelector('video').playbackRate"));
        await reviewer.Page.Locator("#refused a").First.ClickAsync();
        Assert.Equal(
            "score-idea-gathering", await reviewer.Page.EvaluateAsync<string>("document.activeElement.name"));
    }

    /// <summary>
    /// What the page says by itself after it has come; first what its place for that held when it came.
    /// </summary>
    private const string Listening = """
        document.addEventListener("DOMContentLoaded", () => {
            const place = document.querySelector("[data-announced]");
            window.said = [place.textContent];
            new MutationObserver(() => said.push(place.textContent)).observe(place, { childList: true });
        });
        """;

    private async Task<(Visitor Visitor, Account Account)> SignedInAsync(Screen screen)
    {
        var account = await People.AddAsync(Site.Region, Role.Reviewer);
        var visitor = await VisitAsync(screen);
        await visitor.Page.AddInitScriptAsync(Listening);
        await visitor.SignInAsync(account.Email!, People.Password);
        return (visitor, account);
    }

    private static async Task PlaysAndSeeksAsync(Visitor reviewer)
    {
        await ReadyToPlayAsync(reviewer);
        await reviewer.Page
            .GetByRole(AriaRole.Button, new() { Name = reviewer.Words["media.player-play"], Exact = true })
            .ClickAsync();
        await IsTrueAsync(reviewer, "document.querySelector('video').currentTime > 0.2");
        await reviewer.Page
            .GetByRole(AriaRole.Button, new() { Name = reviewer.Words["media.player-pause"], Exact = true })
            .ClickAsync();
        await reviewer.Page.GetByRole(AriaRole.Slider, new() { Name = reviewer.Words["media.player-seek"] })
            .FillAsync("6");
        await TimeIsAsync(reviewer, 6);
        await reviewer.Page
            .GetByRole(AriaRole.Button, new() { Name = reviewer.Words["media.player-back"], Exact = true })
            .ClickAsync();
        await TimeIsAsync(reviewer, 1);
    }

    private static Task ReadyToPlayAsync(Visitor reviewer) =>
        IsTrueAsync(reviewer, "!!customElements.get('vr-player') && document.querySelector('video').readyState >= "
            + "1 && document.querySelector('video').duration > 6");

    private static Task TimeIsAsync(Visitor reviewer, int seconds) =>
        IsTrueAsync(reviewer, $"Math.abs(document.querySelector('video').currentTime - {seconds}) < 0.3 && "
            + "!document.querySelector('video').seeking");

    /// <summary>Asked from outside: the pages' content policy lets nobody wait inside by a string.</summary>
    private static Task IsTrueAsync(Visitor reviewer, string condition) =>
        Eventually.Async(() => reviewer.Page.EvaluateAsync<bool>(condition), condition);

    private static ILocator Radio(Visitor reviewer, int point, string score) =>
        reviewer.Page.Locator($".point[data-point='{point}'] input[value='{score}']");

    private static Task ScoreAsync(Visitor reviewer, int point, string score) =>
        Radio(reviewer, point, score).CheckAsync();

    private static Task SavedAsync(Visitor reviewer) =>
        Assertions.Expect(reviewer.Page.Locator("[data-autosave-state]"))
            .ToHaveTextAsync(new Regex(
                reviewer.Words.Say("reviewing.autosave-saved", ("time", @"\d\d\.\d\d\.\d\d")), RegexOptions.None,
                TimeSpan.FromSeconds(1)));

    /// <summary>
    /// An entry whose video really plays, put into the store as the pipeline would; of a unit apart from the region, so
    /// that it alone is offered to the reviewer.
    /// </summary>
    private async Task AddReadyAsync()
    {
        var entry = await Entries.AddEntryAsync(
            await Entries.AddPeriodAsync(PeriodStatus.Reviewing), await People.AddUnitAsync(), EntryStatus.Ready);
        var bytes = await File.ReadAllBytesAsync(await Samples.Mp4Async());
        var key = $"playable/{entry.VideoId:N}/{Convert.ToHexStringLower(SHA256.HashData(bytes))}.mp4";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Site.ObjectFolder, key))!);
        await File.WriteAllBytesAsync(Path.Combine(Site.ObjectFolder, key), bytes);
        await using var context = Site.Database.NewContext();
        await context.Videos.Where(v => v.Id == entry.VideoId)
            .ExecuteUpdateAsync(row => row.SetProperty(v => v.PlayableKey, key)
                .SetProperty(v => v.PlayableSizeBytes, bytes.Length).SetProperty(v => v.PlayableType, "video/mp4"));
    }
}
