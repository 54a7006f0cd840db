using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submitting;

namespace VideoReview.Application.Submitting;

/// <summary>One entry with all that the submitting side's page shows.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Video">
/// That of the current version, or while it is written the one that would be sent; null = none yet.
/// </param>
/// <param name="MayEdit">The actor submits for this very unit.</param>
/// <param name="WhyNotWrite">Null = texts and video may be changed now.</param>
/// <param name="Missing">What it lacks before it can be sent.</param>
public sealed record EntryView(
    Entry Entry, Period Period, string UnitName, EntryDeadline Deadline,
    IReadOnlyList<EntryVersion> Versions, Video? Video,
    bool MayEdit, Refusal? WhyNotWrite, IReadOnlyList<Refusal> Missing)
{
    public EntryStatus Status => OwnEntries.Shown(Entry.Status);

    public EntryVersion? Current => Versions.FirstOrDefault(v => v.Id == Entry.CurrentVersionId);

    public bool IsWritten => EntrySets.IsWritten(Entry.Status);

    /// <summary>
    /// May the unit make this move? What is still missing is said by the self-check, not by hiding the button.
    /// </summary>
    public bool May(EntryMove move, DateTimeOffset now) => MayEdit && EntryLife.WhyNot(
        move, Entry.Status, new MoveFacts
        {
            Period = Period.Status, SubmitUntil = move is EntryMove.Unwithdraw ? Deadline.Due : Deadline.SubmitUntil,
        }, now).Count == 0;

    /// <summary>
    /// The video that was sent cannot be watched: somebody has to do something before the entry can be reviewed.
    /// </summary>
    public bool IsStuck => MayEdit && SubmitRules.WhyNotReplaceVideo(Entry.Status, Video?.Status) is null;

    /// <summary>May the unit send another video by itself? Afterwards only the coordinator opens the way.</summary>
    public bool MayReplaceVideo(DateTimeOffset now) => IsStuck && May(EntryMove.Withdraw, now) && now < Deadline.Due;
}

/// <summary>Loads one entry through the actor's scope.</summary>
public sealed class EntryViews(ReviewDbContext database, EntryScope scope, Deadlines deadlines, TimeProvider time)
{
    /// <summary>Null = no such entry for this actor.</summary>
    public async Task<EntryView?> FindAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        if (await scope.ReadableBy(actor).SingleOrDefaultAsync(s => s.Id == id, cancellation) is not { } entry)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId, cancellation);
        var unitName = await database.Units.Where(u => u.Id == entry.UnitId).Select(u => u.Name)
            .SingleAsync(cancellation);
        var versions = await database.EntryVersions.AsNoTracking().Where(v => v.EntryId == id)
            .OrderByDescending(v => v.Number).ToListAsync(cancellation);
        var isWritten = EntrySets.IsWritten(entry.Status);
        var videoId = (isWritten ? null : versions.FirstOrDefault(v => v.Id == entry.CurrentVersionId)?.VideoId)
            ?? entry.VideoId;
        var video = await database.Videos.AsNoTracking().SingleOrDefaultAsync(v => v.Id == videoId, cancellation);
        var deadline = await deadlines.OfAsync(entry, period, cancellation);
        var today = DateOnly.FromDateTime(Zone.Of(period.TimeZone).Local(now));
        return new(
            entry, period, unitName, deadline, versions, video, EntryRights.MayEdit(actor, entry.UnitId),
            DraftRules.WhyNotWrite(entry.Status, period.Status, deadline.WriteUntil, now),
            SubmitRules.Missing(entry.Profile, entry.Declarations, video?.Status, today));
    }
}
