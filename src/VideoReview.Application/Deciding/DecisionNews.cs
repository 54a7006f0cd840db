using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Deciding;

/// <summary>Who is told of a decision on a whole period; within the transaction of the decision.</summary>
public sealed class DecisionNews(ReviewDbContext database, NoticeBoard notices)
{
    private static readonly string Submitters = $"""
        SELECT a.id AS account_id, s.id AS subject_id, s.entry_number
        FROM entry s JOIN account a ON a.unit_id = s.unit_id AND a.is_active AND 'submitter' = ANY (a.roles)
        WHERE s.period_id = @period AND {EntryCondition.Is("s", EntryStatus.Published)}
        """;

    // A claim that lapsed untouched is nobody's.
    private static readonly string Reviewers = $"""
        SELECT r.reviewer_id AS account_id, r.id AS subject_id, s.entry_number
        FROM review r JOIN entry s ON s.id = r.entry_id AND s.current_version_id = r.entry_version_id
        WHERE r.period_id = @period AND {ReviewCondition.IsOpen("r")} AND (r.started_at IS NOT NULL OR r.due_at IS NOT NULL OR {ReviewCondition.HoldsSeat("r")})
        """;

    /// <summary>Each submitter once, however many entries the unit has.</summary>
    public Task TellUnitsAsync(Guid periodId, CancellationToken cancellation) => TellAsync(
        Submitters, periodId, EntryMoves.ActOf(EntryMove.Publish), "deciding.published-notice", "/own-entries/",
        cancellation);

    /// <summary>Whoever holds a review that is not final: it is not counted.</summary>
    public Task TellDecidedAsync(Guid periodId, CancellationToken cancellation) => TellAsync(
        Reviewers, periodId, "deciding.decided-open-notice", "deciding.decided-open-notice", "/reviews/", cancellation);

    /// <summary>The same people: it can be gone on with.</summary>
    public Task TellUndoneAsync(Guid periodId, CancellationToken cancellation) => TellAsync(
        Reviewers, periodId, "deciding.undone-open-notice", "deciding.undone-open-notice", "/reviews/", cancellation);

    private async Task TellAsync(
        string whom, Guid periodId, string act, string code, string list, CancellationToken cancellation)
    {
        var rows = await database.Database
            .SqlQueryRaw<ToldRow>(whom, new NpgsqlParameter("period", periodId)).ToListAsync(cancellation);
        await notices.TellAsync(
            rows.ConvertAll(row => (row.AccountId, new News(
                act, periodId, row.SubjectId, Sentence.Of(code, ("number", row.EntryNumber)), list + row.SubjectId))),
            cancellation);
    }

    private sealed record ToldRow(Guid AccountId, Guid SubjectId, string EntryNumber);
}
