using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submissions;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>What decides whether an entry takes bytes now.</summary>
/// <param name="Due">When it closes for its unit; exclusive.</param>
public sealed record EntryGate(Submission Entry, Period Period, DateTimeOffset Due)
{
    public Refusal? WhyNotUpload(DateTimeOffset now) => UploadPolicy.WhyNotUpload(Period.Status, Entry.Status, Due, now);

    public Refusal? WhyNotContinue(DateTimeOffset? begunAt, DateTimeOffset now) =>
        UploadPolicy.WhyNotContinue(Period.Status, Entry.Status, Due, Period.UploadGrace, begunAt, now);

    /// <summary>So long the answer cannot turn into a no by the clock alone.</summary>
    public DateTimeOffset Until(DateTimeOffset? begunAt) => begunAt < Due ? Due + Period.UploadGrace : Due;
}

/// <summary>Looks at the gate of an entry, always afresh: extensions and returns move it.</summary>
public sealed class EntryGates(ReviewDbContext database, Closings closings)
{
    /// <summary>Null = no such entry that this person's unit may change.</summary>
    public async Task<EntryGate?> FindAsync(Actor actor, Guid submissionId, CancellationToken cancellation)
    {
        var entry = await database.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId && s.UnitId == actor.UnitId, cancellation);
        return entry is not null && SubmissionRights.MayEdit(actor, entry.UnitId) ? await OfAsync(entry, cancellation) : null;
    }

    public async Task<EntryGate> OfAsync(Submission entry, CancellationToken cancellation)
    {
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId, cancellation);
        return new(entry, period, Closing.Due(await closings.OfAsync(period, entry.UnitId, cancellation), entry.ReturnDueAt));
    }
}
