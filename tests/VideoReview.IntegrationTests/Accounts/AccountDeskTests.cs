using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

public sealed class AccountDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly AccountTraces traces = new(desks);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_gives_a_one_time_password_that_opens_and_must_be_changed()
    {
        var admin = await ActorAsync(Role.Admin);
        var form = Form(Role.Reviewer, Role.Observer);

        var made = (await CreateAsync(admin, form)).Value;

        await using var scope = desks.Services.CreateAsyncScope();
        var opened = await scope.ServiceProvider.GetRequiredService<SignInDesk>()
            .VerifyAsync(new(form.Email, IPAddress.Parse("10.3.0.1")), made.Password, Token);
        Assert.Equal((made.AccountId, true), (opened.Value.Id, opened.Value.MustChangePassword));
        Assert.Equal(
            [("accounts.created", admin.AccountId, "observer")], await traces.EventsAsync(made.AccountId));
    }

    public static TheoryData<string, Role[]> Together => new()
    {
        { "accounts.admin-alone", [Role.Admin, Role.Reviewer] },
        { "accounts.admin-alone", [Role.Admin, Role.Coordinator] },
        { "accounts.submitter-needs-unit", [Role.Submitter] },
    };

    [Theory]
    [MemberData(nameof(Together))]
    public async Task Roles_that_do_not_go_together_are_refused(string code, Role[] roles)
    {
        var admin = await ActorAsync(Role.Admin);
        var account = await people.AddAsync(Role.Observer);

        Assert.Equal(code, Only(await CreateAsync(admin, Form(roles))).Sentence.Code);
        Assert.Equal(code, Only(await ActAsync(desk =>
            desk.EditAsync(admin, account.Id, FormOf(account) with { Roles = roles }, 0, Token))).Sentence.Code);
    }

    [Fact]
    public async Task Address_in_use_and_unknown_unit_are_refused()
    {
        var admin = await ActorAsync(Role.Admin);
        var account = await people.AddAsync(Role.Reviewer);

        var taken = await CreateAsync(
            admin, Form(Role.Reviewer) with { Email = account.Email!.ToUpperInvariant() });
        var unknown = await CreateAsync(admin, Form(Role.Submitter) with { UnitId = Guid.NewGuid() });

        Assert.Equal(Refusal.Invalid("email", "accounts.email-taken"), Only(taken));
        Assert.Equal(Refusal.Invalid("unit", "accounts.unit-unknown"), Only(unknown));
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Observer)]
    public async Task Acts_are_the_admins_alone(Role role)
    {
        var actor = await ActorAsync(role);
        var account = await people.AddAsync(Role.Reviewer);

        Assert.Equal(
            Refusal.Forbidden, Only(await CreateAsync(actor, Form(Role.Reviewer))));
        Assert.Equal(
            Refusal.NotFound,
            Only(await ActAsync(desk => desk.EditAsync(actor, account.Id, FormOf(account), 0, Token))));
        Assert.Equal(
            Refusal.NotFound,
            Only(await ActAsync(desk => desk.SetActiveAsync(actor, account.Id, false, account.RowVersion, 0, Token))));
        Assert.Equal(
            Refusal.NotFound,
            Only(await desks.ActAsync((OneTimeDesk desk) => desk.SetAsync(actor, account.Id, Token))));
    }

    [Fact]
    public async Task Edit_logs_roles_and_unit_that_changed()
    {
        var admin = await ActorAsync(Role.Admin);
        var (account, unit) = (await people.AddAsync(Role.Reviewer), await people.AddUnitAsync());

        Assert.True((await ActAsync(desk => desk.EditAsync(
            admin, account.Id, FormOf(account) with { Roles = [Role.Submitter], UnitId = unit.Id }, 0, Token))).IsDone);

        Assert.Equal(
            [
                ("accounts.edited", admin.AccountId, null), ("accounts.roles-set", admin.AccountId, "submitter"),
                ("accounts.unit-set", admin.AccountId, unit.Id.ToString()),
            ],
            await traces.EventsAsync(account.Id));
    }

    [Fact]
    public async Task Stale_edit_is_refused()
    {
        var admin = await ActorAsync(Role.Admin);
        var account = await people.AddAsync(Role.Reviewer);
        var form = FormOf(account);
        await ActAsync(desk => desk.EditAsync(admin, account.Id, form with { DisplayName = "Satu" }, 0, Token));

        Assert.Equal(
            Refusal.Stale,
            Only(await ActAsync(
                desk => desk.EditAsync(admin, account.Id, form with { DisplayName = "Dua" }, 0, Token))));
    }

    [Fact]
    public async Task Nobody_changes_own_roles_closes_the_own_account_or_gives_oneself_a_password()
    {
        var account = await people.AddAsync(Role.Admin);
        var self = People.ActorOf(account);

        Assert.Equal("accounts.own-roles", Only(await ActAsync(desk => desk.EditAsync(
            self, account.Id, FormOf(account) with { Roles = [Role.Admin, Role.Observer] }, 0, Token))).Sentence.Code);
        Assert.Equal("accounts.own-account", Only(await ActAsync(desk =>
            desk.SetActiveAsync(self, account.Id, false, account.RowVersion, 0, Token))).Sentence.Code);
        Assert.Equal(
            "accounts.own-account",
            Only(await desks.ActAsync((OneTimeDesk desk) => desk.SetAsync(self, account.Id, Token))).Sentence.Code);
    }

    [Fact]
    public async Task Closed_account_is_closed_once_and_reopened_once()
    {
        var admin = await ActorAsync(Role.Admin);
        var account = await people.AddAsync(Role.Reviewer);

        Assert.True(
            (await ActAsync(desk =>
                desk.SetActiveAsync(admin, account.Id, false, account.RowVersion, 0, Token))).IsDone);
        Assert.Equal(Refusal.Conflict("accounts.already-closed"), Only(await SetActiveAsync(admin, account, false)));
        Assert.True((await SetActiveAsync(admin, account, true)).IsDone);
        Assert.Equal(Refusal.Conflict("accounts.already-open"), Only(await SetActiveAsync(admin, account, true)));
        Assert.Equal(
            ["accounts.closed", "accounts.reopened"], (await traces.EventsAsync(account.Id)).Select(e => e.Act));
    }

    private async Task<Outcome> SetActiveAsync(Actor actor, Account account, bool isActive)
    {
        await using var context = desks.Database.NewContext();
        var version = (await context.Users.AsNoTracking().SingleAsync(a => a.Id == account.Id)).RowVersion;
        return await ActAsync(desk => desk.SetActiveAsync(actor, account.Id, isActive, version, 0, Token));
    }

    private async Task<Actor> ActorAsync(Role role) =>
        People.ActorOf(role == Role.Submitter
            ? await people.AddAsync(await people.AddUnitAsync(), role)
            : await people.AddAsync(role));

    private static AccountForm Form(params Role[] roles) =>
        new("Siti Rahma", $"siti-{Guid.NewGuid():N}@kab.example", null, roles, "id", 0);

    private static AccountForm FormOf(Account account) =>
        new(account.DisplayName, account.Email!, account.UnitId, account.Roles, account.Language, account.RowVersion);

    private Task<Outcome<OneTimeAccess>> CreateAsync(Actor admin, AccountForm form) =>
        desks.ActAsync((AccountDesk desk) => desk.CreateAsync(admin, form, Token));

    private Task<T> ActAsync<T>(Func<Departures, Task<T>> act) => desks.ActAsync(act);

    private static Refusal Only(Outcome outcome) => Assert.Single(outcome.Refusals);

    private static Refusal Only<T>(Outcome<T> outcome) => Assert.Single(outcome.Refusals);
}
