using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The roles that an admin gives as far as they wait for a coordinator. What comes of them is Coordination's: each
/// change leaves the message by which they are looked at.
/// </summary>
internal sealed class Appointments(ReviewDbContext database, EventLog events, TimeProvider time)
{
    private readonly Outbox outbox = new(database);

    public static EventSubject Subject(Appointment appointment) => new("appointment", appointment.Id);

    /// <summary>What the event of an appointment holds beside its row.</summary>
    public static Dictionary<string, object?> Data(Appointment appointment) =>
        new(StringComparer.Ordinal) { ["account"] = appointment.AccountId };

    public Task<List<Appointment>> WaitingAsync(Guid accountId, CancellationToken cancellation) =>
        database.Appointments.Where(a => a.AccountId == accountId && a.Status == AppointmentStatus.Waiting)
            .ToListAsync(cancellation);

    /// <summary>
    /// Names the account for what is wanted of it and takes back what is not wanted any more; returns the roles that
    /// count at once. Written with the caller's SaveChanges.
    /// </summary>
    public IReadOnlyList<Role> Sort(
        Actor actor, Account account, IReadOnlyCollection<Role> wanted, IReadOnlyCollection<Appointment> waiting)
    {
        var now = time.GetUtcNow();
        var unconfirmed = wanted.Where(AppointmentRules.IsToBeConfirmed).Except(account.Roles).ToList();
        foreach (var appointment in waiting.Where(a => !wanted.Contains(a.Role)))
        {
            appointment.Settle(AppointmentStatus.Withdrawn, actor.AccountId, now);
            Append(actor, appointment, "accounts.appointment-withdrawn");
        }

        foreach (var role in unconfirmed.Except(waiting.Select(a => a.Role)))
        {
            var appointment = new Appointment
            {
                Id = Guid.CreateVersion7(), AccountId = account.Id, Role = role, AppointedBy = actor.AccountId,
                AppointedAt = now,
            };
            database.Appointments.Add(appointment);
            Append(actor, appointment, "accounts.appointed");
        }

        if (unconfirmed.Count > 0 || account.Roles.Except(wanted).Contains(Role.Coordinator))
        {
            LookAgain();
        }

        return [.. wanted.Except(unconfirmed)];
    }

    /// <summary>Whoever could have confirmed what waits may be gone.</summary>
    public void LookAgain() => outbox.Add(new AppointmentsChanged());

    private void Append(Actor actor, Appointment appointment, string act) => events.Append(
        actor, act, Subject(appointment), to: SnakeCase.Of(appointment.Role), data: Data(appointment));
}
