using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Coordination;

/// <summary>Reads entries for their coordinators; own-unit entries too, which they may read but not act on.</summary>
public sealed class EntrySheets(ReviewDbContext database, ReviewHistory reviews, TimeProvider time)
{
    private static readonly EntryMove[] Moves =
    [
        EntryMove.Accept, EntryMove.Return, EntryMove.Reject, EntryMove.UndoReject, EntryMove.Disqualify,
        EntryMove.UndoDisqualify,
    ];

    /// <summary>Null = no such entry for this person.</summary>
    public async Task<EntrySheet?> FindAsync(Actor actor, Guid entryId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return null;
        }

        var found = await (
            from entry in database.Entries.AsNoTracking()
            join period in database.Periods.AsNoTracking() on entry.PeriodId equals period.Id
            join rubric in database.RubricVersions.AsNoTracking() on period.RubricVersionId equals rubric.Id
            join unit in database.Units.AsNoTracking() on entry.UnitId equals unit.Id
            where entry.Id == entryId
            select new { Entry = entry, Period = period, rubric.Rubric, UnitName = unit.Name })
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var versions = await database.EntryVersions.AsNoTracking().Where(v => v.EntryId == entryId)
            .OrderByDescending(v => v.Number).ToListAsync(cancellation);
        var videoId = found.Entry.VideoId ?? versions.FirstOrDefault()?.VideoId;
        var video = await database.Videos.Where(v => v.Id == videoId).Select(v => (VideoStatus?)v.Status)
            .SingleOrDefaultAsync(cancellation);
        return new EntrySheet(
            found.Entry, found.Period, found.UnitName, found.Rubric, video, versions,
            (await reviews.ListAsync(actor, entryId, cancellation)).Value, await TimelineAsync(entryId, cancellation),
            EntryRights.WhyNotCoordinate(actor, found.Entry.UnitId),
            Acts(found.Entry, found.Period, video is VideoStatus.Playable));
    }

    private async Task<IReadOnlyList<SheetEvent>> TimelineAsync(Guid entryId, CancellationToken cancellation) => await (
        from happened in database.Events.AsNoTracking()
        join account in database.Users on happened.ActorId equals account.Id into actors
        from account in actors.DefaultIfEmpty()
        join review in database.Reviews on happened.SubjectId equals review.Id into judged
        from review in judged.DefaultIfEmpty()
        join reviewer in database.Users on review.ReviewerId equals reviewer.Id into reviewers
        from reviewer in reviewers.DefaultIfEmpty()
        where happened.EntryId == entryId
        orderby happened.Seq descending
        select new SheetEvent(
            happened.At, happened.Act, account == null ? null : account.DisplayName,
            reviewer == null ? null : reviewer.DisplayName, happened.Reason, happened.Audience))
        .ToListAsync(cancellation);

    private Dictionary<EntryMove, IReadOnlyList<Refusal>> Acts(Entry entry, Period period, bool videoIsPlayable)
    {
        // Any reason: it is typed into the form that this shows.
        var facts = EntryDesk.Facts(entry, period, "...", videoIsPlayable);
        return Moves.Where(move => EntryLife.LeadsFrom(move, entry.Status))
            .ToDictionary(move => move, move => EntryLife.WhyNot(move, entry.Status, facts, time.GetUtcNow()));
    }
}
