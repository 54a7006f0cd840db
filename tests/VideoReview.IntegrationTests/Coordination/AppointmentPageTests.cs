using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>From the admin's form to the reviewer's open session, through the program with its bus.</summary>
public sealed class AppointmentPageTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly Words words = new(Language.Id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Named_reviewer_works_in_an_open_session_once_a_coordinator_has_confirmed()
    {
        var named = await people.AddAsync(Role.Observer);
        var session = await web.NewBrowserAsync(named);
        var admin = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));
        var coordinator = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var form = await Page.OpenAsync(admin, $"/accounts/{named.Id}");

        var saved = await (await form.SendAsync(
            "account", ("Input.Roles", "observer"), ("Input.Roles", "reviewer"))).FollowAsync();

        Assert.Contains(
            words.Say("accounts.role-waiting", ("role", words["accounts.role-reviewer"])), saved.Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Page.OpenAsync(session, "/reviews")).Status);
        var asked = words.Say("accounts.appointed-reviewer", ("name", named.DisplayName));
        await Eventually.Async(
            async () => (await Page.OpenAsync(coordinator, "/")).Text.Contains(asked, StringComparison.Ordinal),
            "the coordinator is asked");
        Assert.Equal("/appointments", (await Page.OpenAsync(coordinator, "/"))
            .LinkOf(words["coordination.task-appointments"]));
        await using var context = web.Database.NewContext();
        var waiting = await context.Appointments.SingleAsync(a => a.AccountId == named.Id, Token);
        var page = await Page.OpenAsync(coordinator, "/appointments");
        var nothing = await page.SendAsync("act", ("Input.Act", "confirm"), ("Input.Appointments", null));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, null),
            (nothing.Status, nothing.Value("act", "Input.Appointments")));
        var confirmed = await (await page.SendAsync(
            "act", ("Input.Act", "confirm"), ("Input.Appointments", waiting.Id.ToString()))).FollowAsync();

        Assert.Contains(words["coordination.appointments-none"], confirmed.Text, StringComparison.Ordinal);
        await Eventually.Async(
            async () => (await Page.OpenAsync(session, "/reviews")).Status == HttpStatusCode.OK,
            "the role works in the open session");
    }

    [Fact]
    public async Task Invitations_are_sent_again_from_the_list_and_shown_once()
    {
        var admin = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));
        var form = await Page.OpenAsync(admin, "/accounts/new");
        var email = $"siti-{Guid.NewGuid():N}@kab.example";
        var made = await form.SendAsync(
            "account-new", ("Input.DisplayName", "Siti Rahma"), ("Input.Email", email), ("Input.Roles", "observer"));
        Assert.Contains(email, made.Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        var id = (await context.Users.SingleAsync(a => a.Email == email, Token)).Id;
        var list = await Page.OpenAsync(admin, "/accounts?state=invited");

        var again = await list.SendAsync("invite", ("Invite.Accounts", id.ToString()));
        var none = await list.SendAsync("invite");

        Assert.Equal((HttpStatusCode.OK, true), (again.Status, again.Has("one-time")));
        Assert.Contains(words["accounts.invited-given"], again.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (none.Status, none.Has("one-time")));
    }
}
