using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The rows of accounts under an admin's act: found as its form was opened, saved with the turn that it took.
/// </summary>
internal sealed class AccountRows(ReviewDbContext database)
{
    /// <param name="rowVersion">As the form was opened with; a newer row refuses the save as stale.</param>
    public async Task<Account?> FindAsync(Actor actor, Guid id, uint? rowVersion, CancellationToken cancellation)
    {
        var account =
            actor.Is(Role.Admin) ? await database.Users.SingleOrDefaultAsync(a => a.Id == id, cancellation) : null;
        if (account is not null && rowVersion is { } opened)
        {
            database.Entry(account).Property(a => a.RowVersion).OriginalValue = opened;
        }

        return account;
    }

    public async Task<Outcome> SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
            if (database.Database.CurrentTransaction is { } turn)
            {
                await turn.CommitAsync(cancellation);
            }

            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
        catch (DbUpdateException duplicate) when (duplicate.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation,
            ConstraintName: "account_normalized_email_key" or "account_normalized_user_name_key",
        })
        {
            return Refusal.Invalid("email", "accounts.email-taken");
        }
    }
}
