using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>Who is at the door. The cookie is the web's; this only says whether the person is who they say.</summary>
public sealed class SignInDesk(
    UserManager<Account> users, ReviewDbContext database, NoticeBoard notices, SecurityLog security,
    TimeProvider time, ILogger<SignInDesk> logger)
{
    /// <summary>Verified when nobody has the address, so that an unknown one takes as long as a known one.</summary>
    private static readonly Lazy<string> NobodysHash = new(
        () => new PasswordHasher<Account>().HashPassword(null!, OneTimePassword.Make()));

    private readonly SignInCounters counters = new(database, time);

    /// <summary>
    /// The account behind address and password. Refuses with the same counter, sentence and time whether the address is
    /// unknown or the password wrong; says that an account is closed, or a one-time password over, only to whoever
    /// knows its password. The owner is told when the address is locked everywhere but on known devices.
    /// </summary>
    public async Task<Outcome<Account>> VerifyAsync(
        SignInAttempt attempt, string password, CancellationToken cancellation)
    {
        var admission = await counters.CountAsync(attempt, cancellation);
        if (admission.Lock is { } closed)
        {
            logger.SignInLocked(closed.Until);
            return Locked(closed);
        }

        var account = await users.FindByEmailAsync(attempt.Email.Trim());
        if (!await IsRightAsync(account, password))
        {
            return await RefuseAsync(account, attempt, admission, cancellation);
        }

        await counters.ForgiveAsync(attempt, cancellation);
        if (WhyNotEnter(account!) is { } refusal)
        {
            security.Add(SecurityKind.SignInFailed, null, account!.Id, attempt, refusal.Sentence.Code);
            await database.SaveChangesAsync(cancellation);
            return refusal;
        }

        if (account!.FirstSignedInAt is null)
        {
            await database.Users.Where(a => a.Id == account.Id && a.FirstSignedInAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.FirstSignedInAt, time.GetUtcNow()), cancellation);
        }

        security.Add(SecurityKind.SignedIn, account.Id, account.Id, attempt);
        await database.SaveChangesAsync(cancellation);
        logger.SignedIn(account.Id);
        return account;
    }

    /// <summary>Said only to whoever knows the password.</summary>
    private Refusal? WhyNotEnter(Account account) => account switch
    {
        { IsActive: false } => new(RefusalKind.Forbidden, Sentence.Of("accounts.is-closed")),
        _ when account.OneTimeUntil <= time.GetUtcNow() =>
            new(RefusalKind.Forbidden, Sentence.Of("accounts.one-time-over")),
        _ => null,
    };

    private async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is not null)
        {
            return await users.CheckPasswordAsync(account, password);
        }

        users.PasswordHasher.VerifyHashedPassword(null!, NobodysHash.Value, password);
        return false;
    }

    private async Task<Refusal> RefuseAsync(
        Account? account, SignInAttempt attempt, SignInAdmission admission, CancellationToken cancellation)
    {
        security.Add(SecurityKind.SignInFailed, null, account?.Id, attempt);
        if (admission.LockAfter is not { } closed)
        {
            await database.SaveChangesAsync(cancellation);
            return new(
                RefusalKind.Forbidden, Sentence.Of("accounts.sign-in-wrong", ("left", admission.AttemptsLeft)));
        }

        if (closed.IsOfAddress && account is { IsActive: true })
        {
            notices.Tell(
                account.Id, Sentence.Of("accounts.locked-yours", ("failures", SignInLimit.OfAddress.Failures)),
                "/password");
        }

        security.Add(
            SecurityKind.Locked, null, account?.Id, attempt,
            closed.IsOfAddress ? "accounts.security-lock-address" : "accounts.security-lock-client");
        await database.SaveChangesAsync(cancellation);

        return Locked(closed);
    }

    private Refusal Locked(SignInLock closed)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((closed.Until - time.GetUtcNow()).TotalMinutes));
        return new(
            RefusalKind.TooMany,
            Sentence.Of(
                closed.IsOfAddress ? "accounts.sign-in-locked-address" : "accounts.sign-in-locked",
                ("minutes", minutes)));
    }
}
