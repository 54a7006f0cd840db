using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Deciding;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Notices;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Coordination;

/// <summary>
/// What a coordinator does with one entry. Each act locks the period against being decided meanwhile, then the entry;
/// refuses others than coordinators, own-unit entries and what the entry's life does not allow; writes the event, and
/// tells the unit what concerns it.
/// </summary>
public sealed class EntryDesk(
    ReviewDbContext database, EntryMoves moves, ReviewMoves reviews, NoticeBoard notices, DecisionDesk decisions,
    EventLog events, TimeProvider time)
{
    /// <summary>Complete and playable: reviewers may have it.</summary>
    public Task<Outcome> AcceptAsync(Actor actor, Guid entryId, CancellationToken cancellation) =>
        ActAsync(actor, entryId, (EntryMove.Accept, null), (_, _) => { }, cancellation);

    /// <summary>
    /// Back to the unit with a note, until the end of the period's return days. Counted; open reviews wait for the next
    /// version, which supersedes them.
    /// </summary>
    public Task<Outcome> ReturnAsync(
        Actor actor, Guid entryId, string? note, bool showsFeedback, CancellationToken cancellation) =>
        ActAsync(
            actor, entryId, (EntryMove.Return, note), (entry, period) => Return(entry, period, note!, showsFeedback),
            cancellation);

    /// <summary>The end of an entry that does not belong here; can be undone until decided.</summary>
    public Task<Outcome> RejectAsync(Actor actor, Guid entryId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, entryId, (EntryMove.Reject, reason), (_, _) => { }, cancellation);

    public Task<Outcome> UndoRejectAsync(Actor actor, Guid entryId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, entryId, (EntryMove.UndoReject, reason), ReturnAgain, cancellation);

    /// <summary>
    /// Takes the entry out of the result. A result that was decided or published already
    /// gets a new snapshot without it.
    /// </summary>
    public Task<Outcome> DisqualifyAsync(Actor actor, Guid entryId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, entryId, (EntryMove.Disqualify, reason), (_, _) => { }, cancellation);

    public Task<Outcome> UndoDisqualifyAsync(
        Actor actor, Guid entryId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, entryId, (EntryMove.UndoDisqualify, reason), (_, _) => { }, cancellation);

    /// <param name="further">What the row keeps beside its status, once the move is allowed.</param>
    private async Task<Outcome> ActAsync(
        Actor actor, Guid entryId, (EntryMove Move, string? Reason) asked, Action<Entry, Period> further,
        CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (locked, refusal) = await LockedAsync(actor, entryId, asked.Move, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var (entry, period, before) = (locked!.Entry, locked.Period, locked.Entry.Status);
        var isPlayable = asked.Move is EntryMove.Accept && await IsPlayableAsync(entry, cancellation);
        var moved = moves.Move(actor, entry, asked.Move, Facts(entry, period, asked.Reason, isPlayable));
        if (!moved.IsDone)
        {
            return moved;
        }

        entry.StatusBeforeEnd = asked.Move is EntryMove.Reject or EntryMove.Disqualify ? before : null;
        further(entry, period);
        await reviews.SettleAsync(actor, locked, cancellation);
        await TellAsync(entry, period, asked.Move, cancellation);
        await database.SaveChangesAsync(cancellation);
        if (asked.Move is EntryMove.Disqualify && period.Status is PeriodStatus.Decided or PeriodStatus.Published)
        {
            await RenewResultAsync(actor, entry, asked.Reason!, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>
    /// The period first: a decision cannot be taken between the look at its status and the move. Disqualifying may
    /// write the period's result, hence the stronger lock.
    /// </summary>
    private async Task<(LockedEntry? Locked, Refusal? Refusal)> LockedAsync(
        Actor actor, Guid entryId, EntryMove move, CancellationToken cancellation)
    {
        var found = await database.Entries.Where(s => s.Id == entryId).Select(s => new { s.PeriodId, s.UnitId })
            .SingleOrDefaultAsync(cancellation);
        if (found is null || !actor.Is(Role.Coordinator))
        {
            return (null, found is null ? Refusal.NotFound : Refusal.Forbidden);
        }

        if (EntryRights.WhyNotCoordinate(actor, found.UnitId) is { } refusal)
        {
            return (null, refusal);
        }

        await (move is EntryMove.Disqualify
            ? database.Database.ExecuteSqlAsync(
                $"SELECT FROM period WHERE id = {found.PeriodId} FOR UPDATE", cancellation)
            : database.Database.ExecuteSqlAsync(
                $"SELECT FROM period WHERE id = {found.PeriodId} FOR KEY SHARE", cancellation));
        return (await reviews.LockAsync(entryId, cancellation), null);
    }

    internal static MoveFacts Facts(Entry entry, Period period, string? reason, bool videoIsPlayable) => new()
    {
        Period = period.Status,
        Reason = reason,
        ReturnCount = entry.ReturnCount,
        MaximumReturns = period.MaximumReturns,
        StatusBeforeEnd = entry.StatusBeforeEnd,
        VideoIsPlayable = videoIsPlayable,
    };

    private Task<bool> IsPlayableAsync(Entry entry, CancellationToken cancellation) => (
        from version in database.EntryVersions
        join video in database.Videos on version.VideoId equals video.Id
        where version.Id == entry.CurrentVersionId
        select video.Status == VideoStatus.Playable).SingleOrDefaultAsync(cancellation);

    private void Return(Entry entry, Period period, string note, bool showsFeedback)
    {
        entry.ReturnCount++;
        entry.ReturnDueAt = Closing.ReturnDue(time.GetUtcNow(), period.ReturnDays, Zone.Of(period.TimeZone));
        (entry.ReturnNote, entry.ReturnShowsFeedback) = (note, showsFeedback);
        LapseAt(entry);
    }

    /// <summary>
    /// An entry that was returned before its rejection still has its date, which may have passed unheeded.
    /// </summary>
    private void ReturnAgain(Entry entry, Period period)
    {
        if (entry.Status is EntryStatus.Returned)
        {
            LapseAt(entry);
        }
    }

    private void LapseAt(Entry entry) =>
        database.DatedEffects.Add(new DatedEffect
        {
            Id = Guid.CreateVersion7(), Kind = ReturnLapsed.EffectKind, SubjectId = entry.Id,
            DueAt = entry.ReturnDueAt!.Value,
        });

    private async Task RenewResultAsync(Actor actor, Entry entry, string reason, CancellationToken cancellation)
    {
        await decisions.RenewAsync(actor, entry.PeriodId, reason, cancellation);
        events.Append(
            actor, "coordination.result-renewed", new EventSubject("period", entry.PeriodId, entry.PeriodId),
            reason: reason, data: new Dictionary<string, object?>(StringComparer.Ordinal) { ["entry"] = entry.Id });
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Everything but the acceptance asks something of the unit, or ends its hopes.</summary>
    private async Task TellAsync(Entry entry, Period period, EntryMove move, CancellationToken cancellation)
    {
        if (Notice(entry, move) is { } sentence)
        {
            await notices.TellUnitAsync(
                entry.UnitId,
                new News(EntryMoves.ActOf(move), entry.PeriodId, entry.Id, sentence, "/own-entries/" + entry.Id),
                cancellation);
        }
    }

    private static Sentence? Notice(Entry entry, EntryMove move) => move switch
    {
        EntryMove.Return => Sentence.Of(
            "coordination.returned-notice", ("number", entry.EntryNumber),
            ("due", entry.ReturnDueAt)),
        EntryMove.Reject => Sentence.Of("coordination.rejected-notice", ("number", entry.EntryNumber)),
        EntryMove.UndoReject => Sentence.Of("coordination.rejection-undone-notice", ("number", entry.EntryNumber)),
        EntryMove.Disqualify => Sentence.Of("coordination.disqualified-notice", ("number", entry.EntryNumber)),
        EntryMove.UndoDisqualify =>
            Sentence.Of("coordination.disqualification-undone-notice", ("number", entry.EntryNumber)),
        EntryMove.Submit or EntryMove.Accept or EntryMove.FirstDraft or EntryMove.Finished or EntryMove.Decide
            or EntryMove.Publish or EntryMove.Resubmit or EntryMove.ReturnLapsed or EntryMove.Reopen
            or EntryMove.NoReviewLeft or EntryMove.UndoDecide or EntryMove.Withdraw or EntryMove.Unwithdraw => null,
    };
}
