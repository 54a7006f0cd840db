using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// Keeps the accounts: create, edit, close, reopen. Every act is the admin's alone. Whatever may end somebody's work is
/// done through Coordination, which sees to what follows within the same transaction.
/// </summary>
public sealed class AccountDesk(
    UserManager<Account> users, ReviewDbContext database, EventLog events, NoticeBoard notices,
    IOptions<AccountsOptions> options, TimeProvider time)
{
    private readonly LastAdmin lastAdmin = new(database);
    private readonly AccountRows rows = new(database);
    private readonly Appointments appointments = new(database, events, time);
    private readonly AccountAddresses addresses = new(database, events, notices, time);

    /// <summary>
    /// Creates an account with a one-time password. Refuses an address in use and roles that do not go together.
    /// </summary>
    public async Task<Outcome<OneTimeAccess>> CreateAsync(Actor actor, AccountForm form, CancellationToken cancellation)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(), DisplayName = "", CreatedAt = time.GetUtcNow(),
        };
        if (await WhyNotAsync(actor, account, [], form, cancellation) is { Count: > 0 } refusals)
        {
            return Outcome<OneTimeAccess>.Refused(refusals);
        }

        Write(account, form, appointments.Sort(actor, account, form.Roles, []));
        var password = OneTimePassword.Give(account, users.PasswordHasher, options.Value, time.GetUtcNow());
        database.Users.Add(account);
        notices.Tell(account.Id, Sentence.Of(ResetLinks.Invitation));
        events.Append(
            actor, "accounts.created", Subject(account), to: Names(account.Roles),
            data: AccountAddresses.First(database, account));
        var saved = await rows.SaveAsync(cancellation);
        return saved.IsDone
            ? new OneTimeAccess(account.Id, account.Email!, password)
            : Outcome<OneTimeAccess>.Refused(saved.Refusals);
    }

    /// <summary>
    /// Edits an account, its unit and roles included. Another address or a role taken away ends its sessions; whatever
    /// else changes is known to them at once.
    /// </summary>
    /// <param name="follow">What the change brings about elsewhere, before it is written; a refusal stops it.</param>
    internal async Task<Outcome> EditAsync(
        Actor actor, Guid id, AccountForm form, Func<Account, Task<Refusal?>> follow, CancellationToken cancellation)
    {
        await using var turn = await lastAdmin.TakeTurnAsync(cancellation);
        if (await rows.FindAsync(actor, id, form.RowVersion, cancellation) is not { } account)
        {
            return Refusal.NotFound;
        }

        var waiting = await appointments.WaitingAsync(id, cancellation);
        if (await WhyNotAsync(actor, account, waiting, form, cancellation) is { Count: > 0 } refusals)
        {
            return Outcome.Of(refusals);
        }

        if (!form.Roles.Contains(Role.Admin) && await lastAdmin.IsAsync(account, cancellation))
        {
            return Refusal.Conflict("accounts.last-admin");
        }

        if (await follow(account) is { } stopped)
        {
            return stopped;
        }

        var (rolesBefore, unitBefore) = (Names(account.Roles), account.UnitId);
        var isReaddressed = users.NormalizeEmail(form.Email.Trim()) != account.NormalizedEmail;
        if (isReaddressed)
        {
            await addresses.ChangeAsync(actor, account, form.Email.Trim(), cancellation);
        }

        if (isReaddressed || account.Roles.Except(form.Roles).Any())
        {
            EndSessions(account);
        }

        Write(account, form, appointments.Sort(actor, account, form.Roles, waiting));
        events.Append(actor, "accounts.edited", Subject(account));
        if (rolesBefore != Names(account.Roles))
        {
            events.Append(actor, "accounts.roles-set", Subject(account), from: rolesBefore, to: Names(account.Roles));
        }

        if (unitBefore != account.UnitId)
        {
            events.Append(
                actor, "accounts.unit-set", Subject(account), from: unitBefore?.ToString(),
                to: account.UnitId?.ToString());
        }

        return await rows.SaveAsync(cancellation);
    }

    /// <summary>Closes or reopens an account. Nobody closes the own one nor the last admin's.</summary>
    /// <param name="follow">As for an edit.</param>
    internal async Task<Outcome> SetActiveAsync(
        Actor actor, Guid id, bool isActive, uint rowVersion, Func<Account, Task<Refusal?>> follow,
        CancellationToken cancellation)
    {
        await using var turn = await lastAdmin.TakeTurnAsync(cancellation);
        if (await rows.FindAsync(actor, id, rowVersion, cancellation) is not { } account)
        {
            return Refusal.NotFound;
        }

        if (RoleRules.WhyNotAdminister(actor, id) is { } refusal)
        {
            return refusal;
        }

        if (account.IsActive == isActive)
        {
            return Refusal.Conflict(isActive ? "accounts.already-open" : "accounts.already-closed");
        }

        if (!isActive && await lastAdmin.IsAsync(account, cancellation))
        {
            return Refusal.Conflict("accounts.last-admin");
        }

        if (await follow(account) is { } stopped)
        {
            return stopped;
        }

        account.IsActive = isActive;
        EndSessions(account);
        appointments.LookAgain();
        events.Append(actor, isActive ? "accounts.reopened" : "accounts.closed", Subject(account));
        return await rows.SaveAsync(cancellation);
    }

    private async Task<IReadOnlyList<Refusal>> WhyNotAsync(
        Actor actor, Account account, IReadOnlyCollection<Appointment> waiting, AccountForm form,
        CancellationToken cancellation)
    {
        var refusals = form.WhyNot().ToList();
        Role[] held = [.. account.Roles, .. waiting.Select(a => a.Role)];
        if (RoleRules.WhyNotGive(actor, account.Id, held, form.Roles) is { } refusal
            && !refusals.Contains(refusal))
        {
            refusals.Add(refusal);
        }

        if (form.UnitId is { } unit && unit != account.UnitId
            && !await database.Units.AnyAsync(u => u.Id == unit && u.IsActive, cancellation))
        {
            refusals.Add(Refusal.Invalid("unit", "accounts.unit-unknown"));
        }

        return refusals;
    }

    private void Write(Account account, AccountForm form, IReadOnlyList<Role> counting)
    {
        var email = form.Email.Trim();
        account.DisplayName = form.DisplayName.Trim();
        account.Email = account.UserName = email;
        account.NormalizedEmail = account.NormalizedUserName = users.NormalizeEmail(email);
        account.UnitId = form.UnitId;
        account.Roles = [.. counting.Distinct().Order()];
        account.Language = form.Language;
    }

    /// <summary>The database takes the sessions of a stamp that is no more away, and tells it.</summary>
    private static void EndSessions(Account account) => account.SecurityStamp = Guid.NewGuid().ToString("N");

    private static EventSubject Subject(Account account) => new("account", account.Id);

    private static string Names(IEnumerable<Role> roles) => string.Join(' ', roles.Order().Select(SnakeCase.Of));
}
