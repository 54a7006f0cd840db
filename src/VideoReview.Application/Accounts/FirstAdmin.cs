using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The admin that no admin can create. For the one-shot command only; afterwards accounts come from AccountDesk.
/// </summary>
public sealed class FirstAdmin(ReviewDbContext database, UserManager<Account> users, EventLog events, TimeProvider time)
{
    /// <summary>
    /// Creates the account and returns its one-time password. Refuses an address that is in use: a lost
    /// password is set anew by another admin.
    /// </summary>
    public async Task<Outcome<string>> CreateAsync(string email, CancellationToken cancellation)
    {
        if (AccountForm.WhyNotEmail(email) is { } refusal)
        {
            return refusal;
        }

        var password = OneTimePassword.Make();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Email = email.Trim(),
            UserName = email.Trim(),
            DisplayName = "Admin",
            Roles = [Role.Admin],
            MustChangePassword = true,
            CreatedAt = time.GetUtcNow(),
        };
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        events.Append(null, "accounts.created", new("account", account.Id), to: "admin");
        var result = await users.CreateAsync(account, password);
        if (!result.Succeeded)
        {
            return Refusal.Invalid("email", "accounts.email-taken");
        }

        await transaction.CommitAsync(cancellation);
        return password;
    }
}
