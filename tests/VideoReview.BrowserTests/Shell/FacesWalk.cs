using Microsoft.Playwright;
using VideoReview.Application.Words;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Shell;

/// <summary>
/// The pages that people look at most, in English and in dark colours; every other walk takes them in
/// Indonesian and in light ones.
/// </summary>
public sealed class FacesWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Key_pages_stand_in_english_and_in_the_dark()
    {
        var period = await Entries.AddPeriodAsync(PeriodStatus.Open);
        var unit = await AddUnitAsync();
        var person = await People.AddAsync(unit, Role.Submitter, Role.Reviewer, Role.Coordinator);
        var (own, stuck) = (await Entries.AddEntryAsync(period, unit, by: person),
            await Entries.AddEntryAsync(period, unit, EntryStatus.Submitted, VideoStatus.Refused, person));
        var entry = await Entries.AddEntryAsync(period, await AddUnitAsync(), EntryStatus.InReview);
        await Entries.AddReviewAsync(entry, await People.AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 1, 4, 2, 0);
        var review = await Entries.AddReviewAsync(entry, person, ReviewStatus.Draft, 3, 1);
        var visitor = await VisitAsync(Screen.Phone, isDark: true);
        await visitor.GoAsync("/sign-in");
        await visitor.PressAsync("shell.other-language");
        visitor.Words = new(Language.En);

        await visitor.SignInAsync(person.Email!, People.Password);
        foreach (var path in (string[])["/", "/own-entries/" + own.Id, "/own-entries/" + stuck.Id,
            "/reviews/" + review.Id, "/board?period=" + period.Id, "/entries/" + entry.Id])
        {
            await visitor.GoAsync(path);
        }

        await visitor.SeesAsync(visitor.Words["coordination.reviews"]);
        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.True(await BrightnessAsync(visitor, "backgroundColor") < 64, "the page is dark");
        Assert.True(await BrightnessAsync(visitor, "color") > 160, "its words are light");
    }

    /// <summary>Of the page's ground or words, 0-255.</summary>
    private static Task<int> BrightnessAsync(Visitor visitor, string property) => visitor.Page.EvaluateAsync<int>(
        "name => Math.round(getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, "
            + "3).reduce((sum, part) => sum + Number(part), 0) / 3)",
        property);
}
