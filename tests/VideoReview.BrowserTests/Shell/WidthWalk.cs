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

namespace VideoReview.BrowserTests.Shell;

/// <summary>
/// Every page at the widths of small phones, of 1280 px at 400 % and of a notebook, with names of one word of 90
/// letters: nothing is wider than the screen (WCAG 2.2, 1.4.10), and no table scrolls sideways where there is room.
/// </summary>
public sealed class WidthWalk(Site site, Browser browser) : Walk(site, browser)
{
    private const int Wide = 1280;

    private static readonly int[] Widths = [320, 360, 390, Wide];

    private static readonly string LongWord = string.Concat(Enumerable.Repeat("panjangsekali", 7))[..90];

    /// <summary>Null, or what sticks out; inside a table too, where all columns have room.</summary>
    private const string TooWide = """
        isWide => {
            const width = document.documentElement.clientWidth;
            const wide = document.documentElement.scrollWidth > width;
            const out = wide
                ? [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 1)
                : [...document.querySelectorAll(".table-scroll")].filter(e => isWide && e.scrollWidth > e.clientWidth);
            return !wide && out.length === 0 ? null : out.filter(e => !out.some(o => o !== e && e.contains(o)))
                .slice(0, 2).map(e => e.outerHTML.slice(0, 120)).join(" | ") || "wider";
        }
        """;

    [Fact]
    public async Task Nothing_is_wider_than_the_screen()
    {
        var unit = await People.AddUnitAsync(LongWord, Site.Region);
        var (everything, admin) = (await NamedAsync(unit, Role.Submitter, Role.Reviewer, Role.Coordinator),
            await NamedAsync(null, Role.Admin));
        var period = await Entries.AddPeriodAsync(PeriodStatus.Reviewing, p => p.Name = LongWord);
        var (own, other) = (await Entries.AddEntryAsync(period, unit, by: everything, title: LongWord),
            await Entries.AddEntryAsync(period, await AddUnitAsync(), EntryStatus.InReview, title: LongWord));
        await Entries.AddReviewAsync(other, await NamedAsync(null, Role.Reviewer), ReviewStatus.Final, 3, 1, 4, 2, 0);
        var review = await Entries.AddReviewAsync(other, everything, ReviewStatus.Draft, 3, 1);

        await MeasureAsync(
            everything, "/", "/own-entries", "/own-entries/new", $"/own-entries/{own.Id}", "/reviews",
            $"/reviews/{review.Id}", $"/board?period={period.Id}", $"/entries?period={period.Id}",
            $"/entries/{other.Id}", $"/entries/assignments?entry={other.Id}", $"/results/{period.Id}", "/periods",
            $"/periods/{period.Id}", $"/periods/{period.Id}/edit", $"/periods/{period.Id}/rubric", "/periods/new",
            "/appointments", "/matches", "/processing", "/password", "/licences", "/not-found");
        await MeasureAsync(
            admin, "/", "/accounts", "/accounts/new", $"/accounts/{everything.Id}", "/units", $"/units/{unit.Id}",
            "/security", "/backups", "/tools", "/upload-line", "/processing/messages?kind=x&cause=y");
    }

    private async Task<Account> NamedAsync(Unit? unit, params Role[] roles)
    {
        var account = await People.AddAsync(unit, roles);
        await using var context = Site.Database.NewContext();
        await context.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            row => row.SetProperty(a => a.DisplayName, LongWord));
        return account;
    }

    private async Task MeasureAsync(Account account, params string[] paths)
    {
        var visitor = await VisitAsync(Screen.Desktop);
        await visitor.SignInAsync(account.Email!, People.Password);
        var faults = new List<string>();
        foreach (var path in paths)
        {
            await visitor.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            foreach (var width in Widths)
            {
                await visitor.Page.SetViewportSizeAsync(width, 640);
                if (await visitor.Page.EvaluateAsync<string?>(TooWide, width == Wide) is { } found)
                {
                    faults.Add($"{path} at {width}: {found}");
                }
            }
        }

        Assert.Equal("", string.Join(Environment.NewLine, faults));
    }
}
