using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// Keeps one active admin. "Nobody closes the own account" alone does not: a request outlives the closing of its
/// account, and two admins may close each other at the same instant.
/// </summary>
internal sealed class LastAdmin(ReviewDbContext database)
{
    private const long TurnLock = 7_402_002;

    /// <summary>One change of an account after the other, until the transaction ends.</summary>
    public async Task<IDbContextTransaction> TakeTurnAsync(CancellationToken cancellation)
    {
        var turn = await database.Database.BeginTransactionAsync(cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TurnLock})", cancellation);
        return turn;
    }

    /// <summary>Asked under the turn: is nobody else an active admin?</summary>
    public async Task<bool> IsAsync(Account account, CancellationToken cancellation)
    {
        if (!account.IsActive || !account.Roles.Contains(Role.Admin))
        {
            return false;
        }

        var others = await database.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM account WHERE is_active AND 'admin' = ANY (roles) AND id <> {account.Id} LIMIT 1
            """).ToListAsync(cancellation);
        return others.Count == 0;
    }
}
