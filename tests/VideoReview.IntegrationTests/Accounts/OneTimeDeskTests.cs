using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>
/// One-time passwords: who is told of one, how long it opens, and that only the invited are invited again.
/// </summary>
public sealed class OneTimeDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly AccountTraces traces = new(desks);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_time_password_replaces_the_old_one_is_logged_and_told_to_owner_and_coordinators()
    {
        var admin = await AdminAsync();
        var (account, coordinator) = (await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Coordinator));

        var made = (await SetAsync(admin, account.Id)).Value;

        Assert.False((await VerifyAsync(account.Email!, People.Password, "10.5.0.1")).IsDone);
        Assert.True((await VerifyAsync(account.Email!, made.Password, "10.5.0.1")).Value.MustChangePassword);
        Assert.Equal([("accounts.one-time-password-set", admin.AccountId, null)], await traces.EventsAsync(account.Id));
        Assert.Contains(Sentence.Of("accounts.one-time-password-yours"), await traces.NoticesAsync(account));
        Assert.Contains(
            Sentence.Of("accounts.one-time-password-of", ("name", account.DisplayName)),
            await traces.NoticesAsync(coordinator));
    }

    [Fact]
    public async Task Password_that_replaces_a_lost_one_opens_for_72_hours()
    {
        var account = await people.AddAsync(Role.Reviewer);
        var made = (await SetAsync(await AdminAsync(), account.Id)).Value;

        desks.Time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        Assert.True((await VerifyAsync(account.Email!, made.Password, "10.5.0.2")).IsDone);
        desks.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("accounts.one-time-over", Code(await VerifyAsync(account.Email!, made.Password, "10.5.0.2")));
    }

    [Fact]
    public async Task First_invitation_opens_for_14_days_and_again_when_it_is_sent_again()
    {
        var (admin, coordinator) = (await AdminAsync(), await people.AddAsync(Role.Coordinator));
        var (first, second) = (await InviteAsync(admin), await InviteAsync(admin));
        desks.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal("accounts.one-time-over", Code(await VerifyAsync(first.Email, first.Password, "10.5.0.3")));

        var again = (await AgainAsync(admin, first.AccountId, second.AccountId)).Value;

        Assert.Equal(
            new[] { first.Email, second.Email }.Order(StringComparer.Ordinal),
            again.Select(access => access.Email).Order(StringComparer.Ordinal));
        desks.Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        foreach (var access in again)
        {
            Assert.True((await VerifyAsync(access.Email, access.Password, "10.5.0.3")).IsDone);
        }

        Assert.Equal("accounts.invited-again", (await traces.EventsAsync(second.AccountId))[^1].Act);
        Assert.Equal(
            "Admin mengirim ulang undangan kepada 2 akun yang belum pernah masuk.",
            new Words(Language.Id).Say(Assert.Single(await traces.NoticesAsync(coordinator))));
    }

    [Fact]
    public async Task Whoever_came_once_is_not_invited_again_and_none_of_the_others_with_them()
    {
        var admin = await AdminAsync();
        var (came, waits) = (await InviteAsync(admin), await InviteAsync(admin));
        Assert.True((await VerifyAsync(came.Email, came.Password, "10.5.0.4")).IsDone);

        var outcome = await AgainAsync(admin, came.AccountId, waits.AccountId);

        Assert.Equal("accounts.invite-came", Assert.Single(outcome.Refusals).Sentence.Code);
        Assert.True((await VerifyAsync(waits.Email, waits.Password, "10.5.0.4")).IsDone);
        Assert.Equal(
            Refusal.NotFound,
            Assert.Single((await AgainAsync(
                People.ActorOf(await people.AddAsync(Role.Coordinator)), waits.AccountId)).Refusals));
    }

    [Fact]
    public async Task Own_password_ends_the_one_time()
    {
        var admin = await AdminAsync();
        var access = await InviteAsync(admin);
        var actor = new Actor(access.AccountId, access.AccountId, null, new HashSet<Role>());
        Assert.True((await desks.ActAsync((PasswordDesk desk) => desk.ChangeAsync(
            actor, access.Password, "hujan turun di bukit", Token))).IsDone);

        desks.Time.Advance(TimeSpan.FromDays(15));

        Assert.True((await VerifyAsync(access.Email, "hujan turun di bukit", "10.5.0.5")).IsDone);
        Assert.False((await AgainAsync(admin, access.AccountId)).IsDone);
    }

    [Fact]
    public async Task First_admin_who_never_came_gets_a_new_password_from_the_command_and_nobody_else()
    {
        var email = $"pertama-{Guid.NewGuid():N}@kab.example";
        var first = (await CreateAsync(email)).Value;

        var second = (await CreateAsync(" " + email.ToUpperInvariant())).Value;

        Assert.False((await VerifyAsync(email, first, "10.5.0.6")).IsDone);
        Assert.True((await VerifyAsync(email, second, "10.5.0.6")).IsDone);
        Assert.Equal("accounts.email-taken", Code(await CreateAsync(email)));
        var invited = await InviteAsync(await AdminAsync());
        Assert.Equal("accounts.email-taken", Code(await CreateAsync(invited.Email)));
    }

    [Fact]
    public async Task List_finds_who_never_came()
    {
        var admin = await AdminAsync();
        var (came, waits) = (await InviteAsync(admin), await InviteAsync(admin));
        Assert.True((await VerifyAsync(came.Email, came.Password, "10.5.0.7")).IsDone);

        var found = await desks.ActAsync((AccountList list) => list.SearchAsync(
            admin, new(Text: "kab.example", IsInvited: true), Token));

        Assert.Contains(waits.AccountId, found.Rows.Select(row => row.Id));
        Assert.DoesNotContain(came.AccountId, found.Rows.Select(row => row.Id));
    }

    private async Task<Actor> AdminAsync() => People.ActorOf(await people.AddAsync(Role.Admin));

    private async Task<OneTimeAccess> InviteAsync(Actor admin) => (await desks.ActAsync((AccountDesk desk) =>
        desk.CreateAsync(
            admin, new("Siti Rahma", $"siti-{Guid.NewGuid():N}@kab.example", null, [Role.Observer], "id", 0), Token)))
        .Value;

    private Task<Outcome<OneTimeAccess>> SetAsync(Actor admin, Guid account) =>
        desks.ActAsync((OneTimeDesk desk) => desk.SetAsync(admin, account, Token));

    private Task<Outcome<IReadOnlyList<OneTimeAccess>>> AgainAsync(Actor admin, params Guid[] accounts) =>
        desks.ActAsync((OneTimeDesk desk) => desk.InviteAgainAsync(admin, accounts, Token));

    private Task<Outcome<string>> CreateAsync(string email) =>
        desks.ActAsync((FirstAdmin admin) => admin.CreateAsync(email, Token));

    private Task<Outcome<Account>> VerifyAsync(string email, string password, string client) =>
        desks.ActAsync((SignInDesk desk) => desk.VerifyAsync(new(email, IPAddress.Parse(client)), password, Token));

    private static string Code<T>(Outcome<T> outcome) => Assert.Single(outcome.Refusals).Sentence.Code;
}
