using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// One-time passwords: for one who lost the own, or once more for those who were invited and never came. Owner and
/// coordinators are told each time, so that no admin can slip into an account unseen.
/// </summary>
public sealed class OneTimeDesk(
    UserManager<Account> users, ReviewDbContext database, EventLog events, NoticeBoard notices,
    IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>So many invitations in one act; as many as a page shows.</summary>
    public const int MostInvited = AccountList.PageSize;

    private readonly AccountRows rows = new(database);
    private readonly SignInCounters counters = new(database, time);

    /// <summary>Sets a one-time password; the old one opens nothing any more.</summary>
    public async Task<Outcome<OneTimeAccess>> SetAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        if (await rows.FindAsync(actor, id, null, cancellation) is not { } account)
        {
            return Refusal.NotFound;
        }

        if (RoleRules.WhyNotAdminister(actor, id) is { } refusal)
        {
            return refusal;
        }

        var access = Give(actor, account, "accounts.one-time-password-set", "accounts.one-time-password-yours");
        await notices.TellAllAsync(
            Role.Coordinator, Sentence.Of("accounts.one-time-password-of", ("name", account.DisplayName)),
            cancellation);
        await counters.ForgetAsync(account.NormalizedEmail!, cancellation);
        var saved = await rows.SaveAsync(cancellation);
        return saved.IsDone ? access : Outcome<OneTimeAccess>.Refused(saved.Refusals);
    }

    /// <summary>
    /// Invites again, one or many: a new one-time password each, and a mail with a link where mail is set up. Refuses
    /// all when one of them has signed in meanwhile, is closed or is not there.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<OneTimeAccess>>> InviteAgainAsync(
        Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Admin))
        {
            return Refusal.NotFound;
        }

        if (ids.Count is 0 or > MostInvited)
        {
            return Refusal.Invalid("account", "accounts.invite-whom", ("most", MostInvited));
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var accounts = await database.Users.Where(a => ids.Contains(a.Id)).OrderBy(a => a.DisplayName)
            .ThenBy(a => a.Id).ToListAsync(cancellation);
        if (accounts.Count < ids.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        var refusals = accounts
            .Select(account => RoleRules.WhyNotAdminister(actor, account.Id)
                ?? InvitationRules.WhyNotAgain(account.DisplayName, account.IsInvited))
            .OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            return Outcome<IReadOnlyList<OneTimeAccess>>.Refused(refusals);
        }

        var given = accounts
            .Select(account => Give(actor, account, "accounts.invited-again", ResetLinks.Invitation)).ToList();
        await notices.TellAllAsync(
            Role.Coordinator, Sentence.Of("accounts.invited-again-told", ("count", given.Count)), cancellation);
        var saved = await rows.SaveAsync(cancellation);
        return saved.IsDone ? given : Outcome<IReadOnlyList<OneTimeAccess>>.Refused(saved.Refusals);
    }

    private OneTimeAccess Give(Actor actor, Account account, string act, string told)
    {
        var password = OneTimePassword.Give(account, users.PasswordHasher, options.Value, time.GetUtcNow());
        events.Append(actor, act, new("account", account.Id));
        notices.Tell(account.Id, Sentence.Of(told));
        return new(account.Id, account.Email!, password);
    }
}
