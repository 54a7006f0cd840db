using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>
/// Whom an admin names as reviewer or coordinator: who confirms it, and what becomes of it where nobody can. A database
/// of its own for each, because coordinators and periods are counted.
/// </summary>
public sealed class AppointmentTests : IAsyncLifetime
{
    private readonly AppointmentStage stage = new(new TestDesks());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => stage.Desks.InitializeAsync();

    public ValueTask DisposeAsync() => stage.Desks.DisposeAsync();

    [Fact]
    public async Task Role_counts_once_a_coordinator_has_confirmed_it()
    {
        var (admin, coordinator) =
            (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Coordinator));
        var named = await stage.CreateAsync(admin, Role.Reviewer, Role.Observer);
        await stage.LookAsync();
        Assert.Equal([Role.Observer], (await stage.AccountAsync(named)).Roles);
        var asked = Sentence.Of("accounts.appointed-reviewer", ("name", "Siti Rahma"));
        Assert.Equal((asked, "/appointments", false), await stage.LastAsync(coordinator));

        var line = Assert.Single(await stage.WaitingAsync(coordinator));
        Assert.True((await stage.ConfirmAsync(coordinator, line.Id)).IsDone);

        Assert.Equal([Role.Reviewer, Role.Observer], (await stage.AccountAsync(named)).Roles);
        Assert.Equal((asked, "/appointments", true), await stage.LastAsync(coordinator));
        Assert.Contains(
            Sentence.Of("accounts.confirmed-reviewer"), await stage.ToldAsync(await stage.AccountAsync(named)));
        Assert.Contains(
            Sentence.Of("accounts.appointment-confirmed-told", ("name", "Siti Rahma")), await stage.ToldAsync(admin));
        Assert.Equal(
            Refusal.Conflict("coordination.appointment-settled"),
            Assert.Single((await stage.ConfirmAsync(coordinator, line.Id)).Refusals));
        Assert.Equal(["accounts.appointed", "accounts.appointment-confirmed"], await stage.EventsAsync(line.Id));
    }

    [Fact]
    public async Task Refused_role_never_counts_and_may_be_named_again()
    {
        var (admin, coordinator) =
            (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Coordinator));
        var named = await stage.CreateAsync(admin, Role.Coordinator);
        var line = Assert.Single(await stage.WaitingAsync(coordinator));

        Assert.True((await stage.Desks.ActAsync((AppointmentDesk desk) =>
            desk.RefuseAsync(People.ActorOf(coordinator), [line.Id], Token))).IsDone);
        stage.Desks.Time.Advance(Appointment.Alone);
        await stage.LookAsync();

        Assert.Equal([], (await stage.AccountAsync(named)).Roles);
        await stage.EditAsync(admin, named, Role.Coordinator);
        Assert.NotEqual(line.Id, Assert.Single(await stage.WaitingAsync(coordinator)).Id);
    }

    [Fact]
    public async Task Role_not_wanted_any_more_is_taken_back_before_anybody_agreed()
    {
        var (admin, coordinator) =
            (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Coordinator));
        var named = await stage.CreateAsync(admin, Role.Reviewer, Role.Coordinator);
        Assert.Equal(2, (await stage.WaitingAsync(coordinator)).Count);

        await stage.EditAsync(admin, named, Role.Coordinator);
        await stage.EditAsync(admin, named, Role.Coordinator);

        Assert.Equal(Role.Coordinator, Assert.Single(await stage.WaitingAsync(coordinator)).Role);
    }

    [Fact]
    public async Task Only_another_coordinator_settles_it()
    {
        var (admin, first) = (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Coordinator));
        var second = await stage.People.AddAsync(Role.Coordinator);
        await stage.EditAsync(admin, first.Id, Role.Coordinator, Role.Reviewer);
        var line = Assert.Single(await stage.WaitingAsync(second));

        Assert.Equal(
            "accounts.own-roles", Assert.Single((await stage.ConfirmAsync(first, line.Id)).Refusals).Sentence.Code);
        Assert.Equal(
            0, await stage.Desks.ActAsync((AppointmentDesk desk) => desk.CountAsync(People.ActorOf(first), Token)));
        Assert.Equal(Refusal.Forbidden, Assert.Single((await stage.ConfirmAsync(admin, line.Id)).Refusals));
        Assert.Equal(
            Refusal.Forbidden,
            Assert.Single((await stage.ConfirmAsync(await stage.People.AddAsync(Role.Observer), line.Id)).Refusals));
        Assert.Equal(Refusal.NotFound, Assert.Single((await stage.ConfirmAsync(second, Guid.NewGuid())).Refusals));
        Assert.True((await stage.ConfirmAsync(second, line.Id)).IsDone);
    }

    [Fact]
    public async Task First_coordinator_counts_at_once_before_a_period_opens_and_everybody_is_told()
    {
        var (admin, other) = (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Observer));
        var first = await stage.CreateAsync(admin, Role.Coordinator);
        var second = await stage.CreateAsync(admin, Role.Reviewer);

        await stage.LookAsync();

        Assert.Equal([Role.Coordinator], (await stage.AccountAsync(first)).Roles);
        Assert.Equal([], (await stage.AccountAsync(second)).Roles);
        var told = Sentence.Of("accounts.appointed-at-once-coordinator", ("name", "Siti Rahma"));
        Assert.Contains(told, await stage.ToldAsync(other));
        Assert.Contains(told, await stage.ToldAsync(admin));
        Assert.Equal(second, Assert.Single(await stage.WaitingAsync(await stage.AccountAsync(first))).AccountId);
        Assert.Equal(first, Assert.Single(await stage.AloneAsync(other)).AccountId);
        stage.Desks.Time.Advance(Appointment.Shown);
        Assert.Empty(await stage.AloneAsync(other));
    }

    [Fact]
    public async Task Without_a_coordinator_a_role_counts_a_day_after_everybody_was_told()
    {
        var (admin, other) = (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Observer));
        await stage.OpenPeriodAsync();
        var named = await stage.CreateAsync(admin, Role.Coordinator);
        await stage.LookAsync();
        Assert.Contains(
            Sentence.Of("accounts.appointed-alone-coordinator", ("name", "Siti Rahma")), await stage.ToldAsync(other));
        Assert.NotNull(Assert.Single(await stage.AloneAsync(other)).CountsAt);

        stage.Desks.Time.Advance(Appointment.Alone - TimeSpan.FromSeconds(1));
        await stage.LookAsync();
        Assert.Equal([], (await stage.AccountAsync(named)).Roles);
        stage.Desks.Time.Advance(TimeSpan.FromSeconds(1));
        await stage.DueAsync();

        Assert.Equal([Role.Coordinator], (await stage.AccountAsync(named)).Roles);
        Assert.Equal(AppointmentStatus.Alone, Assert.Single(await stage.AloneAsync(other)).Status);
    }

    [Fact]
    public async Task Coordinator_who_comes_meanwhile_is_asked_and_one_who_goes_begins_the_day()
    {
        var (admin, coordinator) =
            (await stage.People.AddAsync(Role.Admin), await stage.People.AddAsync(Role.Coordinator));
        await stage.OpenPeriodAsync();
        var named = await stage.CreateAsync(admin, Role.Reviewer);
        await stage.LookAsync();

        Assert.True((await stage.Desks.ActAsync((Departures desk) => desk.SetActiveAsync(
            People.ActorOf(admin), coordinator.Id, false, coordinator.RowVersion, 0, Token))).IsDone);
        await stage.LookAsync();
        await stage.People.AddAsync(Role.Coordinator);
        stage.Desks.Time.Advance(Appointment.Alone);
        await stage.DueAsync();

        Assert.Equal([], (await stage.AccountAsync(named)).Roles);
        Assert.Null(Assert.Single(await stage.WaitingAsync(await stage.People.AddAsync(Role.Coordinator))).CountsAt);
    }
}
