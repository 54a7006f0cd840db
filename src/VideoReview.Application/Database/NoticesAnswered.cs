using Microsoft.EntityFrameworkCore;
using VideoReview.Domain;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Database;

/// <summary>
/// Marks notices as done when an event answers them: run with every event that is written, so
/// that no act has to think of it.
/// </summary>
internal static class NoticesAnswered
{
    /// <summary>The events that are about to be written and answer some notice.</summary>
    public static IReadOnlyList<Event> Answers(ReviewDbContext database) =>
    [
        .. database.ChangeTracker.Entries<Event>()
            .Where(e => e.State is EntityState.Added && NoticeAnswers.AnsweredBy(e.Entity.Act).Count > 0)
            .Select(e => e.Entity),
    ];

    public static Task FollowAsync(ReviewDbContext database, Event happened, CancellationToken cancellation) =>
        FollowAsync(
            database, happened.Act, [happened.SubjectId, happened.EntryId ?? happened.SubjectId], happened.At,
            cancellation);

    /// <summary>Takes the subjects off the notices that wait for them; the last one makes a notice done.</summary>
    public static Task FollowAsync(
        ReviewDbContext database, string act, Guid[] subjects, DateTimeOffset happenedAt,
        CancellationToken cancellation)
    {
        var (acts, at) = (NoticeAnswers.AnsweredBy(act).ToArray(), happenedAt.UtcDateTime);
        return acts.Length == 0 ? Task.CompletedTask : database.Database.ExecuteSqlAsync(
            $"""
            WITH asked AS (SELECT id FROM notice WHERE done_at IS NULL AND act = ANY ({acts}) AND waits_for && {subjects} ORDER BY account_id, act, period_id FOR UPDATE)
            UPDATE notice n SET
                waits_for = ARRAY(SELECT x FROM unnest(n.waits_for) x WHERE x <> ALL ({subjects})),
                done_at = CASE WHEN n.waits_for <@ {subjects} THEN {at} END,
                closed_at = CASE WHEN n.waits_for <@ {subjects} THEN coalesce(n.closed_at, {at}) ELSE n.closed_at END
            FROM asked WHERE n.id = asked.id
            """,
            cancellation);
    }
}
