using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Application.Reviewing;

/// <summary>Conflict of interest, asked afresh at every claim, assignment, page and save.</summary>
public sealed class Conflicts(ReviewDbContext database)
{
    private const string Exists =
        $"""SELECT EXISTS (SELECT FROM entry s WHERE s.id = @entry AND {ConflictCondition.Sql}) AS "Value" """;

    private const string Own = $"""
        SELECT s.id AS "Value" FROM review r JOIN entry s ON s.id = r.entry_id
        WHERE r.id = @review AND r.reviewer_id = @reviewer AND NOT {ConflictCondition.Sql}
        """;

    /// <summary>
    /// The entry of a reviewer's own review; null = no such review, or one that the person must not judge.
    /// </summary>
    public async Task<Guid?> EntryOfAsync(Guid reviewerId, Guid reviewId, CancellationToken cancellation)
    {
        var found = await database.Database.SqlQueryRaw<Guid>(
            Own, new NpgsqlParameter("reviewer", reviewerId), new NpgsqlParameter("review", reviewId))
            .ToListAsync(cancellation);
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Must this person not judge this entry?</summary>
    public Task<bool> ExistsAsync(Guid reviewerId, Guid entryId, CancellationToken cancellation) =>
        database.Database
            .SqlQueryRaw<bool>(
                Exists, new NpgsqlParameter("reviewer", reviewerId), new NpgsqlParameter("entry", entryId))
            .SingleAsync(cancellation);
}
