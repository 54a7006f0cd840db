using Npgsql;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>A period as one reviewer sees it.</summary>
/// <param name="IsRunning">Only then is there work in it; otherwise own final reviews can be read.</param>
/// <param name="Open">Own reviews that are not final, as the queue lists them.</param>
/// <param name="Finals">Own final reviews, as the queue lists them.</param>
public sealed record ReviewPeriod(Guid Id, string Name, bool IsRunning, int Open, int Finals);

/// <summary>
/// The periods among which a reviewer chooses: work comes from one at a time, and no count sums several. What was
/// chosen is kept with the account, so that phone and office machine agree.
/// </summary>
public sealed class ReviewPeriodList(NpgsqlDataSource source)
{
    private static readonly string Query = $"""
        WITH own AS MATERIALIZED (
            SELECT r.period_id, count(*) FILTER (WHERE {ClaimCondition.IsOwnWork}) AS open, count(*) FILTER (WHERE {ReviewCondition.Is("r", ReviewStatus.Final)}) AS finals,
                bool_or({ClaimCondition.IsOwnWork} AND {ReviewCondition.MayLapse("r")}) AS begun, min(r.due_at) FILTER (WHERE {ClaimCondition.IsOwnWork}) AS due_at
            FROM review r JOIN entry s ON s.id = r.entry_id JOIN period p ON p.id = r.period_id
            WHERE r.reviewer_id = @reviewer AND NOT {ConflictCondition.Sql} GROUP BY r.period_id)
        SELECT p.id, p.name, {PeriodCondition.IsRunning("p")} AS runs, coalesce(own.open, 0), coalesce(own.finals, 0)
        FROM period p LEFT JOIN own ON own.period_id = p.id LEFT JOIN chosen_period c ON c.reviewer_id = @reviewer
        WHERE own.open > 0 OR own.finals > 0
            OR ({PeriodCondition.IsRunning("p")} AND EXISTS (SELECT FROM entry s WHERE s.period_id = p.id AND {EntryCondition.TakesReviewers("s")}))
        ORDER BY runs DESC, c.period_id IS NOT DISTINCT FROM p.id DESC, coalesce(own.begun, false) DESC, own.due_at NULLS LAST,
            EXISTS (SELECT FROM entry s WHERE s.period_id = p.id AND s.seats_held < p.seats_per_video AND {EntryCondition.IsReviewable("s")} AND {ClaimCondition.IsOffered}) DESC, p.review_due_at, p.id
        """;

    private const string Remember = """
        INSERT INTO chosen_period (reviewer_id, period_id) VALUES (@reviewer, @period)
        ON CONFLICT (reviewer_id) DO UPDATE SET period_id = excluded.period_id
        """;

    /// <summary>
    /// The one to work in first: chosen before, otherwise where something is begun, due or free. Those that have ended
    /// come last.
    /// </summary>
    public async Task<IReadOnlyList<ReviewPeriod>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Query);
        command.Parameters.AddWithValue("reviewer", actor.AccountId);
        var periods = new List<ReviewPeriod>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            periods.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetBoolean(2), (int)reader.GetInt64(3),
                (int)reader.GetInt64(4)));
        }

        return periods;
    }

    /// <summary>The one that is asked for, otherwise the first; null = there is none.</summary>
    public static ReviewPeriod? Choose(IReadOnlyList<ReviewPeriod> periods, Guid? asked) =>
        periods.FirstOrDefault(period => period.Id == asked) ?? (periods.Count > 0 ? periods[0] : null);

    /// <summary>
    /// Keeps a choice until another is made; refuses a period that the reviewer has nothing to do with.
    /// </summary>
    public async Task<Outcome> RememberAsync(Actor actor, Guid periodId, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Reviewer))
        {
            return Refusal.Forbidden;
        }

        if ((await ListAsync(actor, cancellation)).All(period => period.Id != periodId))
        {
            return Refusal.Invalid("period", "reviewing.period-unknown");
        }

        await using var command = source.CreateCommand(Remember);
        command.Parameters.AddWithValue("reviewer", actor.AccountId);
        command.Parameters.AddWithValue("period", periodId);
        await command.ExecuteNonQueryAsync(cancellation);
        return Outcome.Done;
    }
}
