using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Periods;

/// <summary>The coordinator makes a period, looks after its rubric, opens it and gives more time.</summary>
public sealed class PeriodWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Period_is_made_its_rubric_edited_and_opened()
    {
        var coordinator = await VisitAsync(Screen.Phone);
        var words = coordinator.Words;
        await coordinator.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);

        await coordinator.GoAsync("/periods");
        await coordinator.FollowAsync(words["periods.new"]);
        await coordinator.PressAsync("periods.create");
        await coordinator.SeesAsync(words.Say("periods.name-length", ("most", 200)));
        await coordinator.TypeAsync("periods.name", "Penilaian Layar");
        await coordinator.PressAsync("periods.create");
        await coordinator.SeesAsync(words["periods.was-created"]);
        var period = coordinator.Page.Url;

        await coordinator.FollowAsync(words["periods.to-rubric"]);
        await coordinator.PressAsync("periods.point-add");
        await coordinator.SeesAsync(words["periods.point-new"]);
        await coordinator.TypeAsync("periods.step", "0,5");
        await coordinator.PressAsync("periods.scale-apply");
        await coordinator.SeesAsync(words["periods.not-a-number"]);
        await coordinator.GoAsync(period + "/edit");
        await coordinator.TypeAsync("periods.seats", "5");
        await coordinator.PressAsync("shell.save");
        await coordinator.SeesAsync(words["shell.saved"]);

        await coordinator.TypeAsync("periods.reason", "SK Kepala Daerah 12/2026");
        await coordinator.PressAsync("periods.open-now");
        await coordinator.SeesAsync(words["periods.was-opened"]);
        await coordinator.UnfoldAsync("periods.extend");
        await coordinator.PressAsync("periods.extend");
        await coordinator.SeesAsync(words["periods.not-a-moment"]);
    }
}
