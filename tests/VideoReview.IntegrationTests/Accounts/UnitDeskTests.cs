using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

public sealed class UnitDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_hangs_the_unit_under_its_parent_and_is_logged()
    {
        var admin = await AdminAsync();
        var parent = await people.AddUnitAsync(kind: UnitKind.Government);

        var id = (await ActAsync(desk =>
            desk.CreateAsync(admin, new(" Dinas Kesehatan ", UnitKind.Office, parent.Id, 0), Token))).Value;

        var unit = await ReadAsync(id);
        Assert.Equal(("Dinas Kesehatan", (Guid?)parent.Id), (unit.Name, unit.ParentId));
        Assert.Equal([id, parent.Id], unit.Path);
        Assert.Equal([id], unit.Kin);
        await using var context = desks.Database.NewContext();
        var told = await context.Events.SingleAsync(e => e.SubjectId == id);
        Assert.Equal(("accounts.unit-created", (Guid?)admin.AccountId), (told.Act, told.ActorId));
    }

    [Fact]
    public async Task Siblings_have_different_names_and_cousins_may_share_one()
    {
        var admin = await AdminAsync();
        var (one, other) = (await people.AddUnitAsync(), await people.AddUnitAsync());
        await ActAsync(desk => desk.CreateAsync(admin, new("Puskesmas", UnitKind.HealthCentre, one.Id, 0), Token));

        Assert.Equal(Refusal.Invalid("name", "accounts.unit-name-taken"), Only(await ActAsync(
            desk => desk.CreateAsync(admin, new("Puskesmas", UnitKind.HealthCentre, one.Id, 0), Token))));
        Assert.True((await ActAsync(desk =>
            desk.CreateAsync(admin, new("Puskesmas", UnitKind.HealthCentre, other.Id, 0), Token))).IsDone);
    }

    [Fact]
    public async Task Move_places_the_whole_branch_anew()
    {
        var admin = await AdminAsync();
        var (from, to) = (await people.AddUnitAsync(), await people.AddUnitAsync());
        var moved = await people.AddUnitAsync(parent: from);
        var below = await people.AddUnitAsync(parent: moved);

        Assert.True((await EditAsync(admin, moved, to.Id)).IsDone);

        Assert.Equal([below.Id, moved.Id, to.Id], (await ReadAsync(below.Id)).Path);
        Assert.Equal([below.Id, moved.Id, to.Id], (await ReadAsync(below.Id)).Kin);
    }

    [Fact]
    public async Task Unit_hangs_neither_under_itself_nor_under_its_branch_nor_nowhere()
    {
        var admin = await AdminAsync();
        var upper = await people.AddUnitAsync();
        var lower = await people.AddUnitAsync(parent: upper);

        Assert.Equal(
            Refusal.Invalid("parent", "accounts.unit-under-itself"), Only(await EditAsync(admin, upper, upper.Id)));
        Assert.Equal(
            Refusal.Invalid("parent", "accounts.unit-under-itself"), Only(await EditAsync(admin, upper, lower.Id)));
        Assert.Equal(
            Refusal.Invalid("parent", "accounts.unit-unknown"), Only(await EditAsync(admin, upper, Guid.NewGuid())));
    }

    [Fact]
    public async Task Two_moves_at_once_make_no_circle()
    {
        var admin = await AdminAsync();
        var (one, other) = (await people.AddUnitAsync(), await people.AddUnitAsync());

        var outcomes = await Task.WhenAll(EditAsync(admin, one, other.Id), EditAsync(admin, other, one.Id));

        Assert.Single(outcomes, outcome => outcome.IsDone);
    }

    [Fact]
    public async Task Unit_in_use_stays_open()
    {
        var admin = await AdminAsync();
        var upper = await people.AddUnitAsync();
        var lower = await people.AddUnitAsync(parent: upper);
        var person = await people.AddAsync(lower, Role.Submitter);

        Assert.Equal(Refusal.Conflict("accounts.unit-in-use"), Only(await SetActiveAsync(admin, upper, false)));
        Assert.Equal(Refusal.Conflict("accounts.unit-in-use"), Only(await SetActiveAsync(admin, lower, false)));
        await using (var context = desks.Database.NewContext())
        {
            await context.Users.Where(a => a.Id == person.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(a => a.IsActive, false), Token);
        }

        Assert.True((await SetActiveAsync(admin, lower, false)).IsDone);
        Assert.True((await SetActiveAsync(admin, upper, false)).IsDone);
        Assert.Equal(Refusal.Conflict("accounts.unit-already-closed"), Only(await SetActiveAsync(admin, upper, false)));
        Assert.Equal(Refusal.Conflict("accounts.parent-inactive"), Only(await SetActiveAsync(admin, lower, true)));
        Assert.True((await SetActiveAsync(admin, upper, true)).IsDone);
    }

    [Fact]
    public async Task Stale_edit_is_refused()
    {
        var admin = await AdminAsync();
        var unit = await people.AddUnitAsync();
        var opened = (await ReadAsync(unit.Id)).RowVersion;
        await ActAsync(
            desk => desk.EditAsync(admin, unit.Id, new(unit.Name + " baru", unit.Kind, null, opened), Token));

        Assert.Equal(
            Refusal.Stale,
            Only(await ActAsync(desk => desk.EditAsync(admin, unit.Id, new("lain", unit.Kind, null, opened), Token))));
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Observer)]
    public async Task Acts_are_the_admins_alone(Role role)
    {
        var actor = People.ActorOf(await people.AddAsync(role));
        var unit = await people.AddUnitAsync();

        Assert.Equal(
            Refusal.NotFound,
            Only(await ActAsync(desk => desk.CreateAsync(actor, new("x", UnitKind.Office, null, 0), Token))));
        Assert.Equal(Refusal.NotFound, Only(await EditAsync(actor, unit, null)));
        Assert.Equal(Refusal.NotFound, Only(await SetActiveAsync(actor, unit, false)));
    }

    private async Task<Actor> AdminAsync() => People.ActorOf(await people.AddAsync(Role.Admin));

    private async Task<Outcome<Guid>> EditAsync(Actor actor, Unit unit, Guid? parent)
    {
        var version = (await ReadAsync(unit.Id)).RowVersion;
        return await ActAsync(
            desk => desk.EditAsync(actor, unit.Id, new(unit.Name, unit.Kind, parent, version), Token));
    }

    private async Task<Outcome<Guid>> SetActiveAsync(Actor actor, Unit unit, bool isActive)
    {
        var version = (await ReadAsync(unit.Id)).RowVersion;
        return await ActAsync(desk => desk.SetActiveAsync(actor, unit.Id, isActive, version, Token));
    }

    private async Task<Outcome<Guid>> ActAsync(Func<UnitDesk, Task<Outcome<Guid>>> act)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<UnitDesk>());
    }

    private async Task<Unit> ReadAsync(Guid id)
    {
        await using var context = desks.Database.NewContext();
        return await context.Units.AsNoTracking().SingleAsync(u => u.Id == id);
    }

    private static Refusal Only(Outcome<Guid> outcome) => Assert.Single(outcome.Refusals);
}
