using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Application.Reviewing;

/// <summary>Conflict of interest, asked afresh at every claim, assignment, page and save.</summary>
public sealed class Conflicts(ReviewDbContext database)
{
    private const string Exists = $"""SELECT EXISTS (SELECT FROM entry s WHERE s.id = @entry AND {ConflictCondition.Sql}) AS "Value" """;

    /// <summary>Must this person not judge this entry?</summary>
    public Task<bool> ExistsAsync(Guid reviewerId, Guid entryId, CancellationToken cancellation) =>
        database.Database.SqlQueryRaw<bool>(Exists, new NpgsqlParameter("reviewer", reviewerId), new NpgsqlParameter("entry", entryId)).SingleAsync(cancellation);
}
