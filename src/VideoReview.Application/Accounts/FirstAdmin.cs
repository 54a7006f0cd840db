using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The admin that no admin can create. For the one-shot command only; afterwards accounts come from AccountDesk.
/// </summary>
public sealed class FirstAdmin(
    ReviewDbContext database, UserManager<Account> users, EventLog events, NoticeBoard notices,
    IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>
    /// Creates the account and returns its one-time password; a new one for an admin who has never signed in. Refuses
    /// any other address that is in use: a lost password is set anew by another admin.
    /// </summary>
    public async Task<Outcome<string>> CreateAsync(string email, CancellationToken cancellation)
    {
        if (AccountForm.WhyNotEmail(email) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var outcome = await users.FindByEmailAsync(email.Trim()) is { } known
            ? await InviteAgainAsync(known, cancellation)
            : await AddAsync(email.Trim());
        if (outcome.IsDone)
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return outcome;
    }

    private async Task<Outcome<string>> InviteAgainAsync(Account account, CancellationToken cancellation)
    {
        if (!account.Roles.Contains(Role.Admin) || !account.IsInvited)
        {
            return Refusal.Invalid("email", "accounts.email-taken");
        }

        events.Append(null, "accounts.invited-again", new("account", account.Id));
        await notices.TellAllAsync(
            Role.Coordinator, Sentence.Of("accounts.one-time-password-of", ("name", account.DisplayName)),
            cancellation);
        return OneTimePassword.Give(account, users.PasswordHasher, options.Value, time.GetUtcNow());
    }

    private async Task<Outcome<string>> AddAsync(string email)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            UserName = email,
            DisplayName = "Admin",
            Roles = [Role.Admin],
            CreatedAt = time.GetUtcNow(),
        };
        var password = OneTimePassword.Give(account, users.PasswordHasher, options.Value, time.GetUtcNow());
        var result = await users.CreateAsync(account);
        if (!result.Succeeded)
        {
            return Refusal.Invalid("email", "accounts.email-taken");
        }

        events.Append(
            null, "accounts.created", new("account", account.Id), to: "admin",
            data: AccountAddresses.First(database, account));
        return password;
    }
}
