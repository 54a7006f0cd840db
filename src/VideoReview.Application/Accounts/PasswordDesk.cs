using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>One's own password: changed with the old one, or set anew through a link that was mailed.</summary>
public sealed class PasswordDesk(
    UserManager<Account> users, ReviewDbContext database, EventLog events, TimeProvider time)
{
    private readonly SignInCounters counters = new(database, time);
    private readonly ResetLinks links = new(database, time);

    /// <summary>
    /// Changes the password and ends all other sessions. A wrong current password counts like a failed sign-in on a
    /// known device: whoever is signed in is not locked out by strangers.
    /// </summary>
    public async Task<Outcome<Account>> ChangeAsync(
        Actor actor, string current, string next, CancellationToken cancellation)
    {
        var account = await database.Users.SingleAsync(a => a.Id == actor.AccountId, cancellation);
        var attempt = new SignInAttempt(
            account.Email!, null, new(account.Id, [SignInAttempt.MarkOf(account.NormalizedEmail!)]));
        var admission = await counters.CountAsync(attempt, cancellation);
        if (admission.Lock is not null || !await users.CheckPasswordAsync(account, current))
        {
            return Refusal.Invalid(
                "current",
                admission.Lock is null ? "accounts.password-current-wrong" : "accounts.password-tries-over");
        }

        await counters.ForgiveAsync(attempt, cancellation);
        if (current == next)
        {
            return Refusal.Invalid("password", "accounts.password-same");
        }

        return WhyNot(account, next) is { } refusal
            ? refusal
            : await SetAsync(account, next, "accounts.password-changed", actor, cancellation);
    }

    /// <summary>
    /// Asks for a link by mail. Says nothing about whether the address is known; an unknown one simply gets no mail.
    /// </summary>
    public async Task AskResetAsync(string email, CancellationToken cancellation)
    {
        var normalized = users.NormalizeEmail(email.Trim());
        var account = await database.Users.SingleOrDefaultAsync(
            a => a.NormalizedEmail == normalized && a.IsActive, cancellation);
        if (account is null || await links.WasJustAskedAsync(account.Id, cancellation))
        {
            return;
        }

        new NoticeBoard(database, time).Tell(account.Id, Sentence.Of(ResetLinks.Notice));
        events.Append(null, "accounts.reset-asked", new("account", account.Id));
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Sets the password through a mailed link. The link works once, for an hour.</summary>
    public async Task<Outcome<Account>> ResetAsync(
        Guid accountId, string token, string next, CancellationToken cancellation)
    {
        var account = await database.Users.SingleOrDefaultAsync(a => a.Id == accountId && a.IsActive, cancellation);
        if (account is null || !await links.IsValidAsync(accountId, token, cancellation))
        {
            return Refusal.Conflict("accounts.reset-link-over");
        }

        if (WhyNot(account, next) is { } refusal)
        {
            return refusal;
        }

        await using var once = await database.Database.BeginTransactionAsync(cancellation);
        if (!await links.TakeAsync(accountId, token, cancellation))
        {
            return Refusal.Conflict("accounts.reset-link-over");
        }

        var outcome = await SetAsync(account, next, "accounts.password-reset", null, cancellation);
        if (outcome.IsDone)
        {
            await once.CommitAsync(cancellation);
            await counters.ForgetAsync(account.NormalizedEmail!, cancellation);
        }

        return outcome;
    }

    private static Refusal? WhyNot(Account account, string next) =>
        PasswordRule.WhyNot(next, account.Email!, CommonPasswords.All);

    private async Task<Outcome<Account>> SetAsync(
        Account account, string next, string act, Actor? actor, CancellationToken cancellation)
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, next);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.MustChangePassword = false;
        account.OneTimeUntil = null;
        account.FirstSignedInAt ??= time.GetUtcNow();
        events.Append(actor, act, new("account", account.Id));
        try
        {
            await database.SaveChangesAsync(cancellation);
            return account;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
    }
}
