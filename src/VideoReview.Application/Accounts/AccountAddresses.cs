using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The addresses of accounts as rows that events name. Another address is another way in: mailed links work no more,
/// and the old address, the owner and the coordinators are told.
/// </summary>
internal sealed class AccountAddresses(
    ReviewDbContext database, EventLog events, NoticeBoard notices, TimeProvider time)
{
    /// <summary>
    /// The row of a new account's address as its event names it; written with the caller's SaveChanges.
    /// </summary>
    public static Dictionary<string, object?> First(ReviewDbContext database, Account account)
    {
        var address = Add(database, account.Id, account.Email!, account.CreatedAt);
        return new(StringComparer.Ordinal) { ["address"] = address.Id };
    }

    /// <summary>
    /// Logs and tells that the account gets another address, within the caller's transaction and before the account is
    /// changed; its sessions are the caller's to end.
    /// </summary>
    public async Task ChangeAsync(Actor actor, Account account, string email, CancellationToken cancellation)
    {
        var left = await CurrentAsync(account, cancellation);
        var taken = Add(database, account.Id, email, time.GetUtcNow());
        await new ResetLinks(database, time).EndAsync(account.Id, cancellation);
        events.Append(
            actor, "accounts.address-set", new("account", account.Id), from: left.Id.ToString(),
            to: taken.Id.ToString());
        notices.TellAddress(left, Sentence.Of("accounts.address-left"));
        notices.Tell(account.Id, Sentence.Of("accounts.address-yours"));
        await notices.TellAllAsync(
            Role.Coordinator, Sentence.Of("accounts.address-of", ("name", account.DisplayName)), cancellation);
    }

    /// <summary>Made now where the account was not made by its desk.</summary>
    private async Task<AccountAddress> CurrentAsync(Account account, CancellationToken cancellation) =>
        await database.AccountAddresses.Where(a => a.AccountId == account.Id && a.Email == account.Email)
            .OrderByDescending(a => a.SetAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancellation)
        ?? Add(database, account.Id, account.Email!, account.CreatedAt);

    private static AccountAddress Add(ReviewDbContext database, Guid accountId, string email, DateTimeOffset setAt)
    {
        var address = new AccountAddress
        {
            Id = Guid.CreateVersion7(), AccountId = accountId, Email = email, SetAt = setAt,
        };
        database.AccountAddresses.Add(address);
        return address;
    }
}
