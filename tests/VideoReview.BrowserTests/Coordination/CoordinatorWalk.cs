using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Coordination;

/// <summary>
/// The coordinator assigns the last seat, sees the board move by itself when its review is final, decides,
/// publishes and takes the table away.
/// </summary>
public sealed class CoordinatorWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Board_moves_by_itself_and_the_result_is_decided_and_published()
    {
        var period = await Entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var entry = await Entries.AddEntryAsync(period, await AddUnitAsync(), EntryStatus.InReview);
        await Entries.AddReviewAsync(entry, await People.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 4, 2, 3);
        await Entries.AddReviewAsync(entry, await People.AddAsync(Role.Reviewer), ReviewStatus.Final, 2, 1, 4, 2, 2);
        var third = await People.AddAsync(Role.Reviewer);
        var coordinator = await VisitAsync(Screen.Phone);
        await coordinator.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);

        await AssignAsync(coordinator, entry, third.DisplayName);
        await coordinator.GoAsync("/board?period=" + period.Id);
        await SeesInFunnelAsync(coordinator, EntryStatus.Reviewed, 0);
        await FinishAsync(third.Email!);
        await SeesInFunnelAsync(coordinator, EntryStatus.Reviewed, 1);
        await DecideAsync(coordinator, period);

        Assert.Contains(entry.EntryNumber!, await CsvAsync(coordinator), StringComparison.Ordinal);
        await ObserverSeesAsync(period, entry);
    }

    [Fact]
    public async Task Lists_sheet_and_period_pages_stand_on_every_screen()
    {
        var period = await Entries.AddPeriodAsync();
        var entry = await Entries.AddEntryAsync(period, await AddUnitAsync(), EntryStatus.Submitted);
        var coordinator = await VisitAsync(Screen.Desktop);
        await coordinator.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);

        foreach (var path in (string[])["/", "/entries", "/entries/" + entry.Id, "/results", "/periods", "/periods/new",
            "/periods/" + period.Id])
        {
            await coordinator.GoAsync(path);
        }

        await coordinator.GoAsync("/entries/" + entry.Id);
        await coordinator.UnfoldAsync("coordination.act-return");
        await coordinator.TypeAsync("coordination.note", "Perjelas dampaknya dengan angka.");
        await coordinator.PressAsync("coordination.act-return");
        await coordinator.SeesAsync("Perjelas dampaknya dengan angka.");
    }

    private static async Task AssignAsync(Visitor coordinator, Entry entry, string reviewer)
    {
        await coordinator.GoAsync("/entries/assignments?entry=" + entry.Id);
        await coordinator.Page.GetByRole(AriaRole.Checkbox, new() { Name = reviewer }).CheckAsync();
        await coordinator.PressAsync("coordination.assign");
    }

    private static Task SeesInFunnelAsync(Visitor coordinator, EntryStatus status, int count) =>
        Assertions.Expect(coordinator.Page
            .Locator(".funnel li", new() { HasText = coordinator.Words.Say(EntryLife.StatusSentence(status)) }).First
            .Locator("a.number"))
            .ToContainTextAsync(count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task FinishAsync(string email)
    {
        var reviewer = await VisitAsync(Screen.Phone);
        await reviewer.SignInAsync(email, People.Password);
        await reviewer.FollowAsync(reviewer.Words["shell.reviews"]);
        await reviewer.Page.Locator("#work a[href^='/reviews/']").First.ClickAsync();
        await reviewer.CheckAsync();
        var bench = new ReviewBench(reviewer);
        await bench.ScoreAsync(3, 2, 3, 3, 2);
        await bench.FinishAsync();
        await reviewer.SeesAsync(reviewer.Words["reviewing.finished-told"]);
    }

    private static async Task DecideAsync(Visitor coordinator, Period period)
    {
        await coordinator.GoAsync("/results/" + period.Id);
        await coordinator.SeesAsync("IID");
        await coordinator.UnfoldAsync("deciding.decide");
        await coordinator.TypeAsync("deciding.reason", "Rapat pleno 24 November");
        await coordinator.PressAsync("deciding.decide");
        await coordinator.UnfoldAsync("deciding.publish");
        await coordinator.Page.Locator("details[open] textarea").FillAsync("Disetujui bupati");
        await coordinator.TickAsync("deciding.publish-sure");
        await coordinator.PressAsync("deciding.publish");
        await coordinator.SeesAsync(coordinator.Words["coordination.told-publish"]);
    }

    private static async Task<string> CsvAsync(Visitor coordinator)
    {
        var download = await coordinator.Page.RunAndWaitForDownloadAsync(
            () => coordinator.Page.GetByRole(AriaRole.Link, new() { Name = coordinator.Words["deciding.csv"] })
                .ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    /// <summary>The observer reads the published result and no page of anybody else.</summary>
    private async Task ObserverSeesAsync(Period period, Entry entry)
    {
        var observer = await VisitAsync(Screen.Desktop);
        await observer.SignInAsync((await People.AddAsync(Role.Observer)).Email!, People.Password);
        await observer.GoAsync("/board?period=" + period.Id);
        await observer.GoAsync("/results/" + period.Id);
        await observer.SeesAsync(entry.EntryNumber!);
        Assert.Equal(403, (await observer.Page.GotoAsync("/entries/" + entry.Id))!.Status);
    }
}
