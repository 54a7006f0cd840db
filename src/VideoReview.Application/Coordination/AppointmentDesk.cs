using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Coordination;

/// <summary>Somebody whom an admin named, as coordinators see it.</summary>
/// <param name="CountsAt">When it counts by itself; null = it waits for a coordinator, or is settled.</param>
public sealed record AppointmentLine(
    Guid Id, Guid AccountId, string Name, string? UnitName, Role Role, string AppointedBy, DateTimeOffset AppointedAt,
    AppointmentStatus Status, DateTimeOffset? CountsAt, DateTimeOffset? SettledAt);

/// <summary>A coordinator agrees, or not, to whom an admin named as reviewer or coordinator.</summary>
public sealed class AppointmentDesk(ReviewDbContext database, EventLog events, NoticeBoard notices, TimeProvider time)
{
    /// <summary>So many in one act and on the page.</summary>
    public const int Most = 100;

    /// <summary>What waits, the oldest first; nothing for anybody but a coordinator.</summary>
    public async Task<IReadOnlyList<AppointmentLine>> WaitingAsync(Actor actor, CancellationToken cancellation) =>
        AppointmentRules.MaySettle(actor)
            ? await Lines(a => a.Where(one => one.Status == AppointmentStatus.Waiting)).ToListAsync(cancellation)
            : [];

    /// <summary>How many wait for this coordinator, who cannot settle the own ones.</summary>
    public async Task<int> CountAsync(Actor actor, CancellationToken cancellation) =>
        AppointmentRules.MaySettle(actor)
            ? await database.Appointments.CountAsync(
                a => a.Status == AppointmentStatus.Waiting && a.AccountId != actor.AccountId
                    && database.Users.Any(u => u.Id == a.AccountId && u.IsActive), cancellation)
            : 0;

    /// <summary>
    /// For the board: what nobody confirmed, for 30 days, and what will count without it; for coordinators and
    /// observers.
    /// </summary>
    public async Task<IReadOnlyList<AppointmentLine>> AloneAsync(Actor actor, CancellationToken cancellation)
    {
        var since = time.GetUtcNow() - Appointment.Shown;
        return actor.Is(Role.Coordinator) || actor.Is(Role.Observer)
            ? await Lines(a => a.Where(one =>
                (one.Status == AppointmentStatus.Alone && one.SettledAt > since)
                || (one.Status == AppointmentStatus.Waiting && one.CountsAt != null))).ToListAsync(cancellation)
            : [];
    }

    /// <summary>The roles count from now on. Refuses all when one of them cannot be confirmed by this person.</summary>
    public Task<Outcome> ConfirmAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        SettleAsync(actor, ids, AppointmentStatus.Confirmed, "accounts.appointment-confirmed", cancellation);

    /// <summary>The roles do not count; the admin may name somebody else.</summary>
    public Task<Outcome> RefuseAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        SettleAsync(actor, ids, AppointmentStatus.Refused, "accounts.appointment-refused", cancellation);

    private async Task<Outcome> SettleAsync(
        Actor actor, IReadOnlyCollection<Guid> ids, AppointmentStatus status, string act,
        CancellationToken cancellation)
    {
        if (!AppointmentRules.MaySettle(actor))
        {
            return Refusal.Forbidden;
        }

        if (ids.Count is 0 or > Most)
        {
            return Refusal.Invalid("appointment", "coordination.appointment-which");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var chosen = await database.Appointments
            .FromSql($"SELECT *, xmin FROM appointment WHERE id = ANY ({ids.ToArray()}) ORDER BY id FOR UPDATE")
            .ToListAsync(cancellation);
        if (chosen.Count < ids.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        if (chosen.Select(a => AppointmentRules.WhyNotSettle(actor, a.AccountId, a.Status)).OfType<Refusal>()
            .FirstOrDefault() is { } refusal)
        {
            return refusal;
        }

        var accounts = await database.Users.Where(u => chosen.Select(a => a.AccountId).Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, cancellation);
        foreach (var appointment in chosen)
        {
            Settle(actor, appointment, accounts[appointment.AccountId], status, act);
        }

        try
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return Outcome.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
    }

    private void Settle(Actor actor, Appointment appointment, Account account, AppointmentStatus status, string act)
    {
        appointment.Settle(status, actor.AccountId, time.GetUtcNow());
        events.Append(
            actor, act, Appointments.Subject(appointment), to: SnakeCase.Of(appointment.Role),
            data: Appointments.Data(appointment));
        var isConfirmed = status is AppointmentStatus.Confirmed;
        if (isConfirmed)
        {
            AppointmentWatch.Count(appointment, account);
            notices.Tell(account.Id, Sentence.Of(
                appointment.Role is Role.Coordinator
                    ? "accounts.confirmed-coordinator"
                    : "accounts.confirmed-reviewer"));
        }

        notices.Tell(appointment.AppointedBy, Sentence.Of(
            isConfirmed ? "accounts.appointment-confirmed-told" : "accounts.appointment-refused-told",
            ("name", account.DisplayName)));
    }

    private IQueryable<AppointmentLine> Lines(Func<IQueryable<Appointment>, IQueryable<Appointment>> which) =>
        from a in which(database.Appointments.AsNoTracking())
        join account in database.Users on a.AccountId equals account.Id
        where account.IsActive
        orderby a.AppointedAt, a.Id
        select new AppointmentLine(
            a.Id, a.AccountId, account.DisplayName,
            database.Units.Where(u => u.Id == account.UnitId).Select(u => u.Name).SingleOrDefault(), a.Role,
            database.Users.Where(u => u.Id == a.AppointedBy).Select(u => u.DisplayName).Single(), a.AppointedAt,
            a.Status, a.CountsAt, a.SettledAt);
}
