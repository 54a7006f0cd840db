using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>Entries that stand before a coordinator, and how they stand after an act.</summary>
internal sealed class EntryStage(TestDesks desks)
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<(Actor Coordinator, Entry Entry)> StandAsync(
        EntryStatus status, VideoStatus video = VideoStatus.Playable, Unit? unit = null, Action<Entry>? change = null)
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Open);
        var entry = await entries.AddEntryAsync(
            period, unit ?? await people.AddUnitAsync(), status, video, by: await people.AddAsync(Role.Submitter),
            change: change);
        return (People.ActorOf(await people.AddAsync(Role.Coordinator)), entry);
    }

    public async Task<(EntryStatus Status, string? LastAct)> StandsAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        var act = await context.Events.Where(e => e.EntryId == entry.Id).OrderByDescending(e => e.Seq)
            .Select(e => e.Act).FirstOrDefaultAsync(Cancellation);
        return ((await entries.ReadAsync(entry.Id)).Status, act);
    }
}
