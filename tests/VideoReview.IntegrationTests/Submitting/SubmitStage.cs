using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

/// <summary>EntryBuilder that stand before a submit, and the acts of those who send them.</summary>
internal sealed class SubmitStage(TestDesks desks)
{
    public People People { get; } = new(desks.Database);

    public EntryBuilder Entries { get; } = new(desks.Database, desks.Time);

    /// <summary>A complete draft in a period of its own.</summary>
    public async Task<(Entry Entry, Actor Actor)> DraftAsync(
        VideoStatus? video, Action<Period>? period = null, Action<Entry>? change = null) =>
        await DraftAsync(await Entries.AddPeriodAsync(change: period), video, EntryStatus.Draft, change);

    public async Task<(Entry Entry, Actor Actor)> DraftAsync(
        Period period, VideoStatus? video, EntryStatus status = EntryStatus.Draft, Action<Entry>? change = null)
    {
        var unit = await People.AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        return (await Entries.AddEntryAsync(period, unit, status, video, account, change), People.ActorOf(account));
    }

    /// <summary>Sends the entry as its form shows it now.</summary>
    public Task<Outcome<Receipt>> SubmitAsync(Actor actor, Entry entry) =>
        ActAsync<SubmitDesk, Outcome<Receipt>>(desk =>
            desk.SubmitAsync(actor, entry.Id, DraftForm.VersionOf(entry), TestContext.Current.CancellationToken));

    public Task<T> ActAsync<TDesk, T>(Func<TDesk, Task<T>> act)
        where TDesk : notnull => desks.ActAsync(act);

    public async Task<Unit> UnitOfAsync(Account account)
    {
        await using var context = desks.Database.NewContext();
        return await context.Units.SingleAsync(u => u.Id == account.UnitId);
    }

    /// <summary>The moves of the entry so far.</summary>
    public async Task<List<(string Act, string? From, string? To)>> MovesAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        var events = await context.Events.Where(e => e.EntryId == entry.Id && e.Subject == "entry").OrderBy(e => e.Seq)
            .ToListAsync();
        return [.. events.Select(e => (e.Act, e.From, e.To))];
    }
}
