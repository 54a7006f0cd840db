using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Coordination;

/// <summary>
/// What becomes of appointments that wait: coordinators are asked, and where there is none, everybody is told and the
/// role counts after a day. Looks at all of them whenever one is made, a coordinator goes or comes, or a day is over.
/// </summary>
public sealed class AppointmentWatch(ReviewDbContext database, EventLog events, NoticeBoard notices, TimeProvider time)
    : IDatedEffectHandler
{
    public const string EffectKind = "coordination.appointment-will-count";

    /// <summary>Where coordinators settle what waits.</summary>
    public const string Page = "/appointments";

    /// <summary>One after the other: the first that counts may be the one who confirms the second.</summary>
    private const long TurnLock = 7_402_003;

    public string Kind => EffectKind;

    public Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation) =>
        LookAsync(now, cancellation);

    /// <summary>Repeating it changes nothing.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await LookAsync(time.GetUtcNow(), cancellation);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The role stands among the account's own from now on; open sessions know it at once.</summary>
    internal static void Count(Appointment appointment, Account account) =>
        account.Roles = [.. account.Roles.Append(appointment.Role).Distinct().Order()];

    private async Task LookAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({TurnLock})", cancellation);
        var hasOpened = await database.Periods.AnyAsync(p => p.Status != PeriodStatus.Draft, cancellation);
        var waiting = await database.Appointments.Where(a => a.Status == AppointmentStatus.Waiting)
            .Join(
                database.Users.Where(a => a.IsActive), a => a.AccountId, a => a.Id,
                (appointment, account) => new { Appointment = appointment, Account = account })
            .OrderBy(pair => pair.Appointment.AppointedAt).ThenBy(pair => pair.Appointment.Id)
            .ToListAsync(cancellation);
        foreach (var pair in waiting)
        {
            var hasConfirmer = await HasConfirmerAsync(pair.Account.Id, cancellation);
            await (AppointmentRules.Next(hasConfirmer, hasOpened, pair.Appointment.CountsAt, now) switch
            {
                AppointmentStep.Ask => AskAsync(pair.Appointment, pair.Account, now, cancellation),
                AppointmentStep.TellAll => TellAllAsync(pair.Appointment, pair.Account, now, cancellation),
                AppointmentStep.Count => CountAloneAsync(pair.Appointment, pair.Account, now, cancellation),
                AppointmentStep.Wait => Task.CompletedTask,
            });
        }
    }

    private async Task<bool> HasConfirmerAsync(Guid accountId, CancellationToken cancellation) =>
        await database.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM account WHERE is_active AND 'coordinator' = ANY (roles) AND id <> {accountId} LIMIT 1
            """).AnyAsync(cancellation);

    private async Task AskAsync(
        Appointment appointment, Account account, DateTimeOffset now, CancellationToken cancellation)
    {
        appointment.CountsAt = null;
        if (appointment.AskedAt is null)
        {
            appointment.AskedAt = now;
            var told = Said(
                appointment, account, "accounts.appointed-reviewer", "accounts.appointed-coordinator");
            await notices.TellAllAsync(Role.Coordinator, told, Page, appointment.Id, cancellation);
        }
    }

    private async Task TellAllAsync(
        Appointment appointment, Account account, DateTimeOffset now, CancellationToken cancellation)
    {
        (appointment.AskedAt, appointment.CountsAt) = (null, now + Appointment.Alone);
        database.DatedEffects.Add(new DatedEffect
        {
            Id = Guid.CreateVersion7(), Kind = EffectKind, SubjectId = appointment.Id,
            DueAt = appointment.CountsAt.Value,
        });
        var told = Said(
            appointment, account, "accounts.appointed-alone-reviewer", "accounts.appointed-alone-coordinator");
        await notices.TellAllAsync(null, told, null, null, cancellation);
    }

    private async Task CountAloneAsync(
        Appointment appointment, Account account, DateTimeOffset now, CancellationToken cancellation)
    {
        if (appointment.CountsAt is null)
        {
            var told = Said(
                appointment, account, "accounts.appointed-at-once-reviewer", "accounts.appointed-at-once-coordinator");
            await notices.TellAllAsync(null, told, null, null, cancellation);
        }

        appointment.Settle(AppointmentStatus.Alone, null, now);
        Count(appointment, account);
        events.Append(
            null, "accounts.appointment-alone", Appointments.Subject(appointment), to: SnakeCase.Of(appointment.Role),
            data: Appointments.Data(appointment));

        // The next one in the row may be confirmed by this one.
        await database.SaveChangesAsync(cancellation);
    }

    private static Sentence Said(Appointment appointment, Account account, string reviewer, string coordinator) =>
        Sentence.Of(appointment.Role is Role.Coordinator ? coordinator : reviewer, ("name", account.DisplayName));
}
