using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>What decides whether an entry takes bytes now.</summary>
/// <param name="Due">When it closes for its unit; exclusive.</param>
public sealed record EntryGate(Entry Entry, Period Period, DateTimeOffset Due)
{
    public Refusal? WhyNotUpload(DateTimeOffset now) =>
        UploadPolicy.WhyNotUpload(Period.Status, Entry.Status, Due, now)?.In(Period.TimeZone);

    public Refusal? WhyNotContinue(DateTimeOffset? begunAt, DateTimeOffset now) =>
        UploadPolicy.WhyNotContinue(Period.Status, Entry.Status, Due, Period.UploadGrace, begunAt, now)
            ?.In(Period.TimeZone);

    /// <summary>So long the answer cannot turn into a no by the clock alone.</summary>
    public DateTimeOffset Until(DateTimeOffset? begunAt) => begunAt < Due ? Due + Period.UploadGrace : Due;
}

/// <summary>Looks at the gate of an entry, always afresh: extensions and returns move it.</summary>
public sealed class EntryGates(ReviewDbContext database)
{
    /// <summary>Null = no such entry that this person's unit may change.</summary>
    public async Task<EntryGate?> FindAsync(Actor actor, Guid entryId, CancellationToken cancellation)
    {
        var gate = await ReadAsync(
            database.Entries.Where(s => s.Id == entryId && s.UnitId == actor.UnitId), cancellation);
        return gate is not null && EntryRights.MayEdit(actor, gate.Entry.UnitId) ? gate : null;
    }

    public async Task<EntryGate> OfAsync(Entry entry, CancellationToken cancellation) =>
        (await ReadAsync(database.Entries.Where(s => s.Id == entry.Id), cancellation))! with { Entry = entry };

    /// <summary>One question to the database: it is asked several times for each upload.</summary>
    private async Task<EntryGate?> ReadAsync(IQueryable<Entry> entries, CancellationToken cancellation)
    {
        var found = await entries.AsNoTracking()
            .Select(s => new
            {
                Entry = s,
                Period = database.Periods.Single(p => p.Id == s.PeriodId),
                Extensions = database.Extensions
                    .Where(e => e.PeriodId == s.PeriodId && (e.UnitId == null || e.UnitId == s.UnitId)).ToList(),
            })
            .SingleOrDefaultAsync(cancellation);
        return found is null ? null : new(
            found.Entry, found.Period,
            Closing.Due(Closing.Of(found.Period, found.Extensions, found.Entry.UnitId), found.Entry.ReturnDueAt));
    }
}
