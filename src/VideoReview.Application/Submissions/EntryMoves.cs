using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Submissions;

/// <summary>The one way in which an entry changes its status: rule, row and event together, in the caller's transaction.</summary>
public sealed class EntryMoves(ReviewDbContext database, EventLog events, TimeProvider time)
{
    /// <summary>
    /// Reads the entry afresh under a row lock that the caller's transaction holds; null = no such entry. Acts that look at an entry's reviews or videos before
    /// they move it lock it first, always before those, so that two of them never decide on the same picture.
    /// </summary>
    public async Task<Submission?> LockAsync(Guid submissionId, CancellationToken cancellation)
    {
        // What the context knows already it does not read again from a query.
        var isKnown = database.Submissions.Local.FindEntry(submissionId) is not null;
        var entry = await database.Submissions.FromSql($"SELECT *, xmin FROM submission WHERE id = {submissionId} FOR UPDATE").SingleOrDefaultAsync(cancellation);
        if (entry is not null && isKnown)
        {
            await database.Entry(entry).ReloadAsync(cancellation);
        }

        return entry;
    }

    /// <summary>Moves the entry, or says why not; written with the caller's SaveChanges. A null actor is the system.</summary>
    public Outcome Move(Actor? actor, Submission entry, SubmissionMove move, MoveFacts facts, IReadOnlyDictionary<string, object?>? data = null)
    {
        var now = time.GetUtcNow();
        var moved = SubmissionLife.Move(move, entry.Status, facts, now);
        if (!moved.IsDone)
        {
            return Outcome.Of(moved.Refusals);
        }

        events.Append(
            actor, ActOf(move), new EventSubject("submission", entry.Id, entry.PeriodId, entry.Id), AudienceOf(move),
            SnakeCase.Of(entry.Status), SnakeCase.Of(moved.Value), facts.Reason, data);
        (entry.Status, entry.UpdatedAt) = (moved.Value, now);
        return Outcome.Done;
    }

    /// <summary>How the event of a move is called; its words stand under "submissions.act-...".</summary>
    private static string ActOf(SubmissionMove move) => move switch
    {
        SubmissionMove.Submit => "submissions.submitted",
        SubmissionMove.Accept => "submissions.accepted",
        SubmissionMove.FirstDraft => "submissions.review-begun",
        SubmissionMove.Finished => "submissions.reviewed",
        SubmissionMove.Decide => "submissions.decided",
        SubmissionMove.Publish => "submissions.published",
        SubmissionMove.Return => "submissions.returned",
        SubmissionMove.Resubmit => "submissions.resubmitted",
        SubmissionMove.ReturnLapsed => "submissions.return-lapsed",
        SubmissionMove.Reopen => "submissions.reopened",
        SubmissionMove.NoReviewLeft => "submissions.no-review-left",
        SubmissionMove.UndoDecide => "submissions.decision-undone",
        SubmissionMove.Withdraw => "submissions.withdrawn",
        SubmissionMove.Unwithdraw => "submissions.unwithdrawn",
        SubmissionMove.Reject => "submissions.rejected",
        SubmissionMove.UndoReject => "submissions.rejection-undone",
        SubmissionMove.Disqualify => "submissions.disqualified",
        SubmissionMove.UndoDisqualify => "submissions.disqualification-undone",
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, null),
    };

    /// <summary>The unit reads what happens to its entry, but not how the reviewers' seats come and go, nor a decision before it is published.</summary>
    private static EventAudience AudienceOf(SubmissionMove move) => move switch
    {
        SubmissionMove.NoReviewLeft or SubmissionMove.Reopen or SubmissionMove.Decide or SubmissionMove.UndoDecide => EventAudience.Staff,
        _ => EventAudience.Unit,
    };
}
