using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Submissions;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Coordination;

/// <summary>
/// What a coordinator does with one entry. Each act locks the period against being decided meanwhile, then the entry; refuses others than coordinators,
/// own-unit entries and what the entry's life does not allow; writes the event, and tells the unit what concerns it.
/// </summary>
public sealed class EntryDesk(ReviewDbContext database, EntryMoves moves, ReviewMoves reviews, NoticeBoard notices, DecisionDesk decisions, EventLog events, TimeProvider time)
{
    /// <summary>Complete and playable: reviewers may have it.</summary>
    public Task<Outcome> AcceptAsync(Actor actor, Guid submissionId, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.Accept, null), (_, _) => { }, cancellation);

    /// <summary>Back to the unit with a note, until the end of the period's return days. Counted; open reviews wait for the next version, which supersedes them.</summary>
    public Task<Outcome> ReturnAsync(Actor actor, Guid submissionId, string? note, bool showsFeedback, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.Return, note), (entry, period) => Return(entry, period, note!, showsFeedback), cancellation);

    /// <summary>The end of an entry that does not belong here; can be undone until decided.</summary>
    public Task<Outcome> RejectAsync(Actor actor, Guid submissionId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.Reject, reason), (_, _) => { }, cancellation);

    public Task<Outcome> UndoRejectAsync(Actor actor, Guid submissionId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.UndoReject, reason), ReturnAgain, cancellation);

    /// <summary>Takes the entry out of the result. A result that was decided or published already gets a new snapshot without it.</summary>
    public Task<Outcome> DisqualifyAsync(Actor actor, Guid submissionId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.Disqualify, reason), (_, _) => { }, cancellation);

    public Task<Outcome> UndoDisqualifyAsync(Actor actor, Guid submissionId, string? reason, CancellationToken cancellation) =>
        ActAsync(actor, submissionId, (SubmissionMove.UndoDisqualify, reason), (_, _) => { }, cancellation);

    /// <param name="further">What the row keeps beside its status, once the move is allowed.</param>
    private async Task<Outcome> ActAsync(Actor actor, Guid submissionId, (SubmissionMove Move, string? Reason) asked, Action<Submission, Period> further, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var (locked, refusal) = await LockedAsync(actor, submissionId, asked.Move, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var (entry, period, before) = (locked!.Entry, locked.Period, locked.Entry.Status);
        var isPlayable = asked.Move is SubmissionMove.Accept && await IsPlayableAsync(entry, cancellation);
        var moved = moves.Move(actor, entry, asked.Move, Facts(entry, period, asked.Reason, isPlayable));
        if (!moved.IsDone)
        {
            return moved;
        }

        entry.StatusBeforeEnd = asked.Move is SubmissionMove.Reject or SubmissionMove.Disqualify ? before : null;
        further(entry, period);
        reviews.Settle(actor, locked);
        await TellAsync(entry, period, asked.Move, cancellation);
        await database.SaveChangesAsync(cancellation);
        if (asked.Move is SubmissionMove.Disqualify && period.Status is PeriodStatus.Decided or PeriodStatus.Published)
        {
            await RenewResultAsync(actor, entry, asked.Reason!, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>The period first: a decision cannot be taken between the look at its status and the move. Disqualifying may write the period's result, hence the stronger lock.</summary>
    private async Task<(LockedEntry? Locked, Refusal? Refusal)> LockedAsync(Actor actor, Guid submissionId, SubmissionMove move, CancellationToken cancellation)
    {
        var found = await database.Submissions.Where(s => s.Id == submissionId).Select(s => new { s.PeriodId, s.UnitId }).SingleOrDefaultAsync(cancellation);
        if (found is null || !actor.Is(Role.Coordinator))
        {
            return (null, found is null ? Refusal.NotFound : Refusal.Forbidden);
        }

        if (SubmissionRights.WhyNotCoordinate(actor, found.UnitId) is { } refusal)
        {
            return (null, refusal);
        }

        await (move is SubmissionMove.Disqualify
            ? database.Database.ExecuteSqlAsync($"SELECT FROM period WHERE id = {found.PeriodId} FOR UPDATE", cancellation)
            : database.Database.ExecuteSqlAsync($"SELECT FROM period WHERE id = {found.PeriodId} FOR KEY SHARE", cancellation));
        return (await reviews.LockAsync(submissionId, cancellation), null);
    }

    internal static MoveFacts Facts(Submission entry, Period period, string? reason, bool videoIsPlayable) => new()
    {
        Period = period.Status,
        Reason = reason,
        ReturnCount = entry.ReturnCount,
        MaximumReturns = period.MaximumReturns,
        StatusBeforeEnd = entry.StatusBeforeEnd,
        VideoIsPlayable = videoIsPlayable,
    };

    private Task<bool> IsPlayableAsync(Submission entry, CancellationToken cancellation) => (
        from version in database.EntryVersions
        join video in database.Videos on version.VideoId equals video.Id
        where version.Id == entry.CurrentVersionId
        select video.Status == VideoStatus.Playable).SingleOrDefaultAsync(cancellation);

    private void Return(Submission entry, Period period, string note, bool showsFeedback)
    {
        entry.ReturnCount++;
        entry.ReturnDueAt = Closing.ReturnDue(time.GetUtcNow(), period.ReturnDays, Zone.Of(period.TimeZone));
        (entry.ReturnNote, entry.ReturnShowsFeedback) = (note, showsFeedback);
        LapseAt(entry);
    }

    /// <summary>An entry that was returned before its rejection still has its date, which may have passed unheeded.</summary>
    private void ReturnAgain(Submission entry, Period period)
    {
        if (entry.Status is SubmissionStatus.Returned)
        {
            LapseAt(entry);
        }
    }

    private void LapseAt(Submission entry) =>
        database.DatedEffects.Add(new DatedEffect { Id = Guid.CreateVersion7(), Kind = ReturnLapsed.EffectKind, SubjectId = entry.Id, DueAt = entry.ReturnDueAt!.Value });

    private async Task RenewResultAsync(Actor actor, Submission entry, string reason, CancellationToken cancellation)
    {
        await decisions.RenewAsync(actor, entry.PeriodId, reason, cancellation);
        events.Append(actor, "coordination.result-renewed", new EventSubject("period", entry.PeriodId, entry.PeriodId), reason: reason, data: new Dictionary<string, object?>(StringComparer.Ordinal) { ["entry"] = entry.Id });
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Everything but the acceptance asks something of the unit, or ends its hopes.</summary>
    private async Task TellAsync(Submission entry, Period period, SubmissionMove move, CancellationToken cancellation)
    {
        if (Notice(entry, period, move) is { } sentence)
        {
            await notices.TellUnitAsync(entry.UnitId, sentence, "/submissions/" + entry.Id, cancellation);
        }
    }

    private static Sentence? Notice(Submission entry, Period period, SubmissionMove move) => move switch
    {
        SubmissionMove.Return => Sentence.Of("coordination.returned-notice", ("number", entry.EntryNumber), ("due", LastDay(entry.ReturnDueAt!.Value, period))),
        SubmissionMove.Reject => Sentence.Of("coordination.rejected-notice", ("number", entry.EntryNumber)),
        SubmissionMove.UndoReject => Sentence.Of("coordination.rejection-undone-notice", ("number", entry.EntryNumber)),
        SubmissionMove.Disqualify => Sentence.Of("coordination.disqualified-notice", ("number", entry.EntryNumber)),
        SubmissionMove.UndoDisqualify => Sentence.Of("coordination.disqualification-undone-notice", ("number", entry.EntryNumber)),
        _ => null,
    };

    /// <summary>The due moment is exclusive and the end of a day: the day before it is the last.</summary>
    private static DateOnly LastDay(DateTimeOffset due, Period period) => DateOnly.FromDateTime(Closing.ToTyped(due, Zone.Of(period.TimeZone)));
}
