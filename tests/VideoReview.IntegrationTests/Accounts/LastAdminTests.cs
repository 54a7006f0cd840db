using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>A database of its own: the admins are counted.</summary>
public sealed class LastAdminTests : IAsyncLifetime
{
    private readonly TestDesks desks = new();

    public ValueTask InitializeAsync() => desks.InitializeAsync();

    public ValueTask DisposeAsync() => desks.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_of_a_closed_admin_cannot_take_away_the_last_one(bool byClosing)
    {
        var (first, second) = (await AddAdminAsync(), await AddAdminAsync());
        Assert.True((await CloseAsync(People.ActorOf(first), second)).IsDone);

        var outcome = byClosing
            ? await CloseAsync(People.ActorOf(second), first)
            : await DemoteAsync(People.ActorOf(second), first);

        Assert.Equal([Refusal.Conflict("accounts.last-admin")], outcome.Refusals);
    }

    [Fact]
    public async Task Two_admins_who_close_each_other_at_once_leave_one()
    {
        var (first, second) = (await AddAdminAsync(), await AddAdminAsync());

        var outcomes = await Task.WhenAll(
            CloseAsync(People.ActorOf(first), second), CloseAsync(People.ActorOf(second), first));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        await using var context = desks.Database.NewContext();
        Assert.Equal(1, await context.Users.CountAsync(a => a.IsActive));
    }

    private Task<Account> AddAdminAsync() => new People(desks.Database).AddAsync(Role.Admin);

    private async Task<Outcome> CloseAsync(Actor actor, Account account)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Departures>()
            .SetActiveAsync(actor, account.Id, false, account.RowVersion, 0, TestContext.Current.CancellationToken);
    }

    private async Task<Outcome> DemoteAsync(Actor actor, Account account)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        var form = new AccountForm(
            account.DisplayName, account.Email!, null, [Role.Observer], "id", account.RowVersion);
        return await scope.ServiceProvider.GetRequiredService<Departures>()
            .EditAsync(actor, account.Id, form, 0, TestContext.Current.CancellationToken);
    }
}
