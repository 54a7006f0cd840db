using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Accounts;

/// <summary>
/// Links that set a password anew. Whoever mails one makes it (the row keeps only a hash), so that no process but the
/// web needs the keys of the cookies, and neither a notice nor a message ever holds a link.
/// </summary>
internal sealed class ResetLinks(ReviewDbContext database, TimeProvider time)
{
    /// <summary>The notice that asks for a link; it is mailed and never shown on Beranda.</summary>
    public const string Notice = "accounts.reset-link";

    /// <summary>The notice of an account that was made or offered again; its mail carries a link.</summary>
    public const string Invitation = "accounts.invited";

    private const string Provider = "reset";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(2);

    /// <summary>Nobody's mailbox is filled by somebody who keeps asking.</summary>
    public Task<bool> WasJustAskedAsync(Guid accountId, CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - Between;
        return database.Notices.AnyAsync(
            n => n.AccountId == accountId && n.Code == Notice && n.CreatedAt > since, cancellation);
    }

    /// <summary>Makes a link's token; an earlier one stops working.</summary>
    /// <param name="until">Exclusive; null = in an hour.</param>
    public async Task<string> IssueAsync(Guid accountId, DateTimeOffset? until, CancellationToken cancellation)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await database.UserTokens.Where(t => t.UserId == accountId && t.LoginProvider == Provider)
            .ExecuteDeleteAsync(cancellation);
        database.UserTokens.Add(new IdentityUserToken<Guid>
        {
            UserId = accountId,
            LoginProvider = Provider,
            Name = (until ?? time.GetUtcNow() + Lasts).ToString("O", CultureInfo.InvariantCulture),
            Value = Hash(token),
        });
        await database.SaveChangesAsync(cancellation);
        return token;
    }

    public async Task<bool> IsValidAsync(Guid accountId, string token, CancellationToken cancellation)
    {
        var row = await database.UserTokens.AsNoTracking()
            .SingleOrDefaultAsync(t => t.UserId == accountId && t.LoginProvider == Provider, cancellation);
        return row is not null
            && DateTimeOffset.Parse(row.Name, CultureInfo.InvariantCulture) > time.GetUtcNow()
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(row.Value!), Encoding.ASCII.GetBytes(Hash(token)));
    }

    /// <summary>Uses the link up: of several at once, one.</summary>
    public async Task<bool> TakeAsync(Guid accountId, string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        return await database.UserTokens
            .Where(t => t.UserId == accountId && t.LoginProvider == Provider && t.Value == hash)
            .ExecuteDeleteAsync(cancellation) == 1;
    }

    /// <summary>
    /// Ends the account's links, and one that was asked for and is still to be mailed: it would go to another address.
    /// </summary>
    public async Task EndAsync(Guid accountId, CancellationToken cancellation)
    {
        await database.UserTokens.Where(t => t.UserId == accountId && t.LoginProvider == Provider)
            .ExecuteDeleteAsync(cancellation);
        await database.Notices.Where(
                n => n.AccountId == accountId && (n.Code == Notice || n.Code == Invitation) && n.MailedAt == null)
            .ExecuteDeleteAsync(cancellation);
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
