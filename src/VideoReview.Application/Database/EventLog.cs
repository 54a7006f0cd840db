using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Accounts;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Database;

/// <summary>Where an event belongs: its row, and the entry and period under which it is found.</summary>
public sealed record EventSubject(string Kind, Guid Id, Guid? PeriodId = null, Guid? EntryId = null);

/// <summary>Adds events to the transaction of the change that they tell of.</summary>
public sealed class EventLog(ReviewDbContext database, Caller caller, TimeProvider time)
{
    private const string Account = "account";

    /// <summary>
    /// Appends one event; it is written with the caller's SaveChanges. A null actor is the system. What is done to an
    /// account, or tells of one in its data, stands in the security log too.
    /// </summary>
    public void Append(
        Actor? actor,
        string act,
        EventSubject subject,
        EventAudience audience = EventAudience.Staff,
        string? from = null,
        string? to = null,
        string? reason = null,
        IReadOnlyDictionary<string, object?>? data = null)
    {
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
        if ((subject.Kind == Account ? subject.Id : data?.GetValueOrDefault(Account) as Guid?) is { } account)
        {
            AppendSecurity(actor, account, act, from, to);
        }
    }

    /// <summary>
    /// Appends the same event for many rows in one statement, within the caller's
    /// transaction, in the order of their ids.
    /// </summary>
    public async Task AppendAllAsync(
        Actor? actor, string act, IReadOnlyCollection<EventSubject> subjects, EventAudience audience, string? from,
        string? to, string? reason, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        await database.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO event (at, actor_id, true_actor_id, act, subject, subject_id, entry_id, period_id, "from", "to", reason, audience, data)
            SELECT @now, @actor, @true_actor, @act, t.subject, t.subject_id, t.entry_id, t.period_id, @from, @to, @reason, @audience, '{{}}'
            FROM unnest(@kinds, @ids, @entries, @periods) AS t (subject, subject_id, entry_id, period_id) ORDER BY t.subject_id
            """,
            [
                new NpgsqlParameter("now", at.UtcDateTime), Nullable("actor", NpgsqlDbType.Uuid, actor?.AccountId),
                Nullable("true_actor", NpgsqlDbType.Uuid, actor?.TrueAccountId), new NpgsqlParameter("act", act),
                new NpgsqlParameter("audience", SnakeCase.Of(audience)), Nullable("from", NpgsqlDbType.Text, from),
                Nullable("to", NpgsqlDbType.Text, to), Nullable("reason", NpgsqlDbType.Text, reason),
                new NpgsqlParameter("kinds", subjects.Select(s => s.Kind).ToArray()),
                new NpgsqlParameter("ids", subjects.Select(s => s.Id).ToArray()),
                new NpgsqlParameter("entries", subjects.Select(s => s.EntryId).ToArray()),
                new NpgsqlParameter("periods", subjects.Select(s => s.PeriodId).ToArray()),
            ],
            cancellation);
        await NoticesAnswered.FollowAsync(database, act, [.. subjects.Select(s => s.Id)], at, cancellation);
    }

    private void AppendSecurity(Actor? actor, Guid account, string act, string? from, string? to)
    {
        var detail = act + (IsText(from) && IsText(to) ? $": {from} > {to}" : IsText(to) ? ": " + to : "");
        database.SecurityEvents.Add(SecurityLog.Row(
            SecurityKind.AccountChanged, time.GetUtcNow(), actor?.AccountId, account, caller, detail));
    }

    /// <summary>Roles say something; ids of rows do not.</summary>
    private static bool IsText(string? value) => value is not null && !Guid.TryParse(value, out _);

    private static NpgsqlParameter Nullable(string name, NpgsqlDbType type, object? value) =>
        new(name, type) { Value = value ?? DBNull.Value };
}
