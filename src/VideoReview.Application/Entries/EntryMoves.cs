using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Entries;

/// <summary>
/// The one way in which an entry changes its status: rule, row and event together, in the caller's transaction.
/// </summary>
public sealed class EntryMoves(ReviewDbContext database, EventLog events, TimeProvider time)
{
    // Disqualified while it stood with the others: taken back later, it stands where they stand then.
    private const string MoveAll = """
        WITH ended AS (UPDATE entry SET status_before_end = @to, updated_at = @now WHERE period_id = @period AND status = @out AND status_before_end = @from)
        UPDATE entry SET status = @to, updated_at = @now WHERE period_id = @period AND status = @from RETURNING id AS "Value"
        """;

    /// <summary>
    /// Reads the entry afresh under a row lock that the caller's transaction holds; null = no such entry. Acts that
    /// look at an entry's reviews or videos before they move it lock it first, always before those, so that two of them
    /// never decide on the same picture.
    /// </summary>
    public async Task<Entry?> LockAsync(Guid entryId, CancellationToken cancellation)
    {
        // What the context knows already it does not read again from a query.
        var isKnown = database.Entries.Local.FindEntry(entryId) is not null;
        var entry = await database.Entries.FromSql($"SELECT *, xmin FROM entry WHERE id = {entryId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
        if (entry is not null && isKnown)
        {
            await database.Entry(entry).ReloadAsync(cancellation);
        }

        return entry;
    }

    /// <summary>
    /// Moves the entry, or says why not; written with the caller's SaveChanges. A null actor is the system.
    /// </summary>
    public Outcome Move(
        Actor? actor, Entry entry, EntryMove move, MoveFacts facts, IReadOnlyDictionary<string, object?>? data = null)
    {
        var now = time.GetUtcNow();
        var moved = EntryLife.Move(move, entry.Status, facts, now);
        if (!moved.IsDone)
        {
            return Outcome.Of(moved.Refusals);
        }

        events.Append(
            actor, ActOf(move), new EventSubject("entry", entry.Id, entry.PeriodId, entry.Id), AudienceOf(move),
            SnakeCase.Of(entry.Status), SnakeCase.Of(moved.Value), facts.Reason, data);
        (entry.Status, entry.UpdatedAt) = (moved.Value, now);
        return Outcome.Done;
    }

    /// <summary>
    /// Moves every entry of a period from which the move leads, in one statement, with an event each; part of the
    /// caller's transaction. For the moves that the period's own life has allowed: a refusal here is a bug.
    /// </summary>
    public async Task MoveAllAsync(
        Actor actor, Guid periodId, EntryMove move, MoveFacts facts, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var from in StatusSet.Values<EntryStatus>(status => EntryLife.LeadsFrom(move, status)))
        {
            var moved = EntryLife.Move(move, from, facts, now);
            var to = moved.IsDone
                ? moved.Value
                : throw new InvalidOperationException("The move was refused: " + moved.Refusals[0].Sentence.Code);
            NpgsqlParameter[] values =
            [
                new("period", periodId), new("from", SnakeCase.Of(from)), new("to", SnakeCase.Of(to)),
                new("now", now.UtcDateTime), new("out", SnakeCase.Of(EntryStatus.Disqualified)),
            ];
            var ids = await database.Database.SqlQueryRaw<Guid>(MoveAll, values).ToListAsync(cancellation);
            var subjects = ids.ConvertAll(id => new EventSubject("entry", id, periodId, id));
            await events.AppendAllAsync(
                actor, ActOf(move), subjects, AudienceOf(move), SnakeCase.Of(from), SnakeCase.Of(to), facts.Reason,
                cancellation);
        }
    }

    /// <summary>How the event of a move is called; its words stand under "entries.act-...".</summary>
    internal static string ActOf(EntryMove move) => move switch
    {
        EntryMove.Submit => "entries.submitted",
        EntryMove.Accept => "entries.accepted",
        EntryMove.FirstDraft => "entries.review-begun",
        EntryMove.Finished => "entries.reviewed",
        EntryMove.Decide => "entries.decided",
        EntryMove.Publish => "entries.published",
        EntryMove.Return => "entries.returned",
        EntryMove.Resubmit => "entries.resubmitted",
        EntryMove.ReturnLapsed => "entries.return-lapsed",
        EntryMove.Reopen => "entries.reopened",
        EntryMove.NoReviewLeft => "entries.no-review-left",
        EntryMove.UndoDecide => "entries.decision-undone",
        EntryMove.Withdraw => "entries.withdrawn",
        EntryMove.Unwithdraw => "entries.unwithdrawn",
        EntryMove.Reject => "entries.rejected",
        EntryMove.UndoReject => "entries.rejection-undone",
        EntryMove.Disqualify => "entries.disqualified",
        EntryMove.UndoDisqualify => "entries.disqualification-undone",
    };

    /// <summary>
    /// The unit reads what happens to its entry, but not how the reviewers' seats come and go, nor a
    /// decision before it is published.
    /// </summary>
    private static EventAudience AudienceOf(EntryMove move) => move switch
    {
        EntryMove.NoReviewLeft or EntryMove.Reopen or EntryMove.Decide or EntryMove.UndoDecide => EventAudience.Staff,
        EntryMove.Submit or EntryMove.Accept or EntryMove.FirstDraft or EntryMove.Finished or EntryMove.Publish
            or EntryMove.Return or EntryMove.Resubmit or EntryMove.ReturnLapsed or EntryMove.Withdraw
            or EntryMove.Unwithdraw or EntryMove.Reject or EntryMove.UndoReject or EntryMove.Disqualify
            or EntryMove.UndoDisqualify => EventAudience.Unit,
    };
}
