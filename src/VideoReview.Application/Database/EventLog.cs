using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Database;

/// <summary>Where an event belongs: its row, and the entry and period under which it is found.</summary>
public sealed record EventSubject(string Kind, Guid Id, Guid? PeriodId = null, Guid? EntryId = null);

/// <summary>Adds events to the transaction of the change that they tell of.</summary>
public sealed class EventLog(ReviewDbContext database, TimeProvider time)
{
    /// <summary>Appends one event; it is written with the caller's SaveChanges. A null actor is the system.</summary>
    public void Append(
        Actor? actor,
        string act,
        EventSubject subject,
        EventAudience audience = EventAudience.Staff,
        string? from = null,
        string? to = null,
        string? reason = null,
        IReadOnlyDictionary<string, object?>? data = null) =>
        database.Events.Add(new Event
        {
            At = time.GetUtcNow(),
            ActorId = actor?.AccountId,
            TrueActorId = actor?.TrueAccountId,
            Act = act,
            Subject = subject.Kind,
            SubjectId = subject.Id,
            PeriodId = subject.PeriodId,
            EntryId = subject.EntryId,
            From = from,
            To = to,
            Reason = reason,
            Audience = audience,
            Data = data is null ? "{}" : Json.Canonical(data),
        });
}
