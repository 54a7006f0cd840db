using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Database;
using VideoReview.Domain;

namespace VideoReview.Application.Accounts;

/// <summary>Who is at the door. The cookie is the web's; this only says whether the person is who they say.</summary>
public sealed class SignInDesk(
    UserManager<Account> users, ReviewDbContext database, TimeProvider time, ILogger<SignInDesk> logger)
{
    /// <summary>Verified when nobody has the address, so that an unknown one takes as long as a known one.</summary>
    private static readonly Lazy<string> NobodysHash = new(
        () => new PasswordHasher<Account>().HashPassword(null!, OneTimePassword.Make()));

    private readonly SignInCounters counters = new(database, time);

    /// <summary>
    /// The account behind address and password. Refuses with the same counter, sentence and time whether the address is
    /// unknown or the password wrong; says that an account is closed only to whoever knows its password.
    /// </summary>
    public async Task<Outcome<Account>> VerifyAsync(
        string email, string password, IPAddress? client, CancellationToken cancellation)
    {
        var normalized = users.NormalizeEmail(email.Trim()) ?? "";
        var admission = await counters.CountAsync(normalized, client, cancellation);
        if (admission.LockedUntil is { } until)
        {
            logger.SignInLocked(until);
            return Locked(until);
        }

        var account = await users.FindByEmailAsync(email.Trim());
        if (!await IsRightAsync(account, password))
        {
            return admission.AttemptsLeft > 0
                ? new Refusal(
                    RefusalKind.Forbidden, Sentence.Of("accounts.sign-in-wrong", ("left", admission.AttemptsLeft)))
                : Locked(time.GetUtcNow() + Domain.Accounts.SignInLimit.OfAddress.Lock);
        }

        await counters.ForgiveAsync(normalized, client, cancellation);
        if (!account!.IsActive)
        {
            return new Refusal(RefusalKind.Forbidden, Sentence.Of("accounts.is-closed"));
        }

        logger.SignedIn(account.Id);
        return account;
    }

    private async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is not null)
        {
            return await users.CheckPasswordAsync(account, password);
        }

        users.PasswordHasher.VerifyHashedPassword(null!, NobodysHash.Value, password);
        return false;
    }

    private Refusal Locked(DateTimeOffset until)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((until - time.GetUtcNow()).TotalMinutes));
        return new(RefusalKind.TooMany, Sentence.Of("accounts.sign-in-locked", ("minutes", minutes)));
    }
}
