using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Coordination;

/// <summary>
/// Two units send one film: a coordinator on a phone finds the pair, watches both at one moment and sets it aside;
/// another at a desk takes it up again.
/// </summary>
public sealed class MatchWalk(Site site, Browser browser) : Walk(site, browser)
{
    private const string BothAt = "second => [...document.querySelectorAll('vr-player video')].filter(video => "
        + "Math.abs(video.currentTime - second) < 0.2).length === 2";

    [Fact]
    public async Task Pair_is_found_compared_set_aside_and_taken_up_again()
    {
        var period = await Entries.AddPeriodAsync(PeriodStatus.Open, EntrySender.ShortVideos);
        var earlier = await SendAsync(period);
        var later = await SendAsync(period);
        var (phone, desk) = (await VisitAsync(Screen.Phone), await VisitAsync(Screen.Desktop));

        await phone.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);
        await phone.GoAsync("/matches?period=" + period.Id);
        await phone.SeesAsync(later.Profile.Title!);
        await phone.Page.Locator("article.match a.button").ClickAsync();
        await phone.SeesHeadingAsync(phone.Words["coordination.match-title"]);
        await phone.SeesAsync(earlier.Profile.Title!);
        await SeeksBothAsync(phone);
        await phone.UnfoldAsync("coordination.act-set-aside");
        await phone.CheckAsync();
        await phone.PressAsync("coordination.act-set-aside");
        await phone.SeesAsync(phone.Words["periods.reason-missing"]);
        await phone.Page.Locator("details[open] textarea").FillAsync("Kedua SKPD membuat video bersama.");
        await phone.PressAsync("coordination.act-set-aside");
        await phone.SeesAsync(phone.Words["coordination.told-set-aside"]);

        await desk.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);
        await desk.GoAsync($"/matches?period={period.Id}&aside=yes");
        await desk.SeesAsync("Kedua SKPD membuat video bersama.");
        await desk.Page.Locator("article.match a.button").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SeesHeadingAsync(desk.Words["coordination.match-title"]);
        await SeeksBothAsync(desk);
        await desk.PressAsync("coordination.act-undo-set-aside");
        await desk.SeesAsync(desk.Words["coordination.told-undo-set-aside"]);
        await desk.GoAsync("/entries/" + earlier.Id);
        await desk.FollowAsync(later.Profile.Title!);
        await desk.SeesHeadingAsync(desk.Words["coordination.match-title"]);
    }

    /// <summary>The last link by key: both players go where it says, the same moment in one film sent twice.</summary>
    private static async Task SeeksBothAsync(Visitor coordinator)
    {
        await coordinator.CheckAsync();
        var link = coordinator.Page.Locator("a[data-seek-beside]").Last;
        var second = await link.GetAttributeAsync("data-seek");
        await link.FocusAsync();
        await coordinator.Page.Keyboard.PressAsync("Enter");
        await coordinator.Page.WaitForFunctionAsync(
            BothAt, int.Parse(second!, System.Globalization.CultureInfo.InvariantCulture));
        await coordinator.CheckAsync();
    }

    /// <summary>
    /// A draft into which a unit of its own brings a film that no other walk brings; what is compared is there.
    /// </summary>
    private async Task<Entry> SendAsync(Period period)
    {
        var (author, draft) = await BeginDraftAsync(Screen.Desktop, period);
        await new UploadPanel(author).ChooseAsync(await SampleVideo.OtherAsync());
        await Assertions.Expect(author.Page.Locator("vr-player[storyboard]"))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        return draft;
    }
}
