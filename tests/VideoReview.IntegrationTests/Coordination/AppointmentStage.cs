using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>An admin who names people, those who settle it, and what they see of it.</summary>
internal sealed class AppointmentStage(TestDesks desks)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestDesks Desks => desks;

    public People People => new(desks.Database);

    /// <summary>Every change leaves the message by which what waits is looked at.</summary>
    public async Task LookAsync()
    {
        await Desks.ActAsync(async (AppointmentWatch watch) =>
        {
            await watch.LookAsync(Token);
            await watch.LookAsync(Token);
            return true;
        });
        await using var context = Desks.Database.NewContext();
        Assert.True(await context.OutboxMessages.AnyAsync(m => m.MessageType == "appointments-changed", Token));
    }

    public async Task DueAsync()
    {
        await using var context = Desks.Database.NewContext();
        var now = Desks.Time.GetUtcNow();
        Assert.Equal(
            AppointmentWatch.EffectKind,
            (await context.DatedEffects.SingleAsync(e => e.DoneAt == null && e.DueAt <= now, Token)).Kind);
        await LookAsync();
    }

    public Task OpenPeriodAsync() => new EntryBuilder(Desks.Database, Desks.Time).AddPeriodAsync();

    public async Task<Guid> CreateAsync(Account admin, params Role[] roles) => (await Desks.ActAsync(
        (AccountDesk desk) => desk.CreateAsync(
            People.ActorOf(admin), new("Siti Rahma", $"siti-{Guid.NewGuid():N}@kab.example", null, roles, "id", 0),
            Token))).Value.AccountId;

    public async Task EditAsync(Account admin, Guid id, params Role[] roles)
    {
        var account = await AccountAsync(id);
        Assert.True((await Desks.ActAsync((Departures desk) => desk.EditAsync(
            People.ActorOf(admin), id,
            new(account.DisplayName, account.Email!, null, roles, "id", account.RowVersion), 0, Token))).IsDone);
    }

    public Task<IReadOnlyList<AppointmentLine>> WaitingAsync(Account coordinator) =>
        Desks.ActAsync((AppointmentDesk desk) => desk.WaitingAsync(People.ActorOf(coordinator), Token));

    public Task<IReadOnlyList<AppointmentLine>> AloneAsync(Account observer) =>
        Desks.ActAsync((AppointmentDesk desk) => desk.AloneAsync(People.ActorOf(observer), Token));

    public Task<Outcome> ConfirmAsync(Account actor, params Guid[] ids) =>
        Desks.ActAsync((AppointmentDesk desk) => desk.ConfirmAsync(People.ActorOf(actor), ids, Token));

    public async Task<Account> AccountAsync(Guid id)
    {
        await using var context = Desks.Database.NewContext();
        return await context.Users.AsNoTracking().SingleAsync(a => a.Id == id, Token);
    }

    public async Task<IEnumerable<string>> EventsAsync(Guid appointment)
    {
        await using var context = Desks.Database.NewContext();
        return await context.Events.Where(e => e.SubjectId == appointment).OrderBy(e => e.Seq).Select(e => e.Act)
            .ToListAsync(Token);
    }

    public async Task<IEnumerable<Sentence>> ToldAsync(Account account) =>
        (await NoticesAsync(account)).Select(notice => notice.Sentence);

    public async Task<(Sentence, string?, bool)> LastAsync(Account account)
    {
        var last = (await NoticesAsync(account))[0];
        return (last.Sentence, last.Link, last.IsDone);
    }

    public Task<IReadOnlyList<NoticeRow>> NoticesAsync(Account account) =>
        NoticeRows.OfAsync(Desks.Database, account);
}
