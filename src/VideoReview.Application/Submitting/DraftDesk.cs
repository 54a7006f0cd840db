using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Submitting;

/// <summary>What was kept, as which version of the form, and when; the zone is the period's.</summary>
public sealed record SavedDraft(string Version, DateTimeOffset At, string TimeZone);

/// <summary>Begins an entry and keeps what the unit types into it. The unit's own submitters alone.</summary>
public sealed class DraftDesk(
    ReviewDbContext database, EntryScope scope, Deadlines deadlines, Closings closings, EventLog events,
    TimeProvider time)
{
    /// <summary>
    /// Adds a draft for the actor's unit. Refuses when the period is closed for it, and a title too long for a row.
    /// </summary>
    public async Task<Outcome<Guid>> CreateAsync(
        Actor actor, Guid periodId, string? title, CancellationToken cancellation)
    {
        var period = await database.Periods.AsNoTracking().SingleOrDefaultAsync(p => p.Id == periodId, cancellation);
        if (period is null)
        {
            return Refusal.Invalid("period", "submitting.period-missing");
        }

        var (unit, now) = (actor.UnitId ?? Guid.Empty, time.GetUtcNow());
        if (DraftRules.WhyNotBegin(
            actor, period.Status, period.OpensAt, await closings.OfAsync(period, unit, cancellation), now)
            is { } refusal)
        {
            return refusal.In(period.TimeZone);
        }

        var profile = new Profile { Title = title };
        if (ProfileRules.WhyNotSave(profile) is { Count: > 0 } refusals)
        {
            return Outcome<Guid>.Refused(refusals);
        }

        var entry = new Entry
        {
            Id = Guid.CreateVersion7(), PeriodId = periodId, UnitId = unit, Profile = profile,
            CreatedBy = actor.AccountId, CreatedAt = now, UpdatedAt = now,
        };
        database.Entries.Add(entry);
        events.Append(
            actor, "entries.created", new("entry", entry.Id, periodId, entry.Id), EventAudience.Unit,
            to: SnakeCase.Of(entry.Status));
        await database.SaveChangesAsync(cancellation);
        return entry.Id;
    }

    /// <summary>
    /// Keeps the texts and ticks as typed, however incomplete, and tells the form's new version. Refuses a form
    /// opened before somebody else saved.
    /// </summary>
    public async Task<Outcome<SavedDraft>> SaveAsync(
        Actor actor, Guid id, DraftForm form, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await scope.LockOwnAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<SavedDraft>.Refused(found.Refusals);
        }

        var (entry, now) = (found.Value, time.GetUtcNow());
        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId, cancellation);
        var deadline = await deadlines.OfAsync(entry, period, cancellation);
        if (DraftRules.WhyNotWrite(entry.Status, period.Status, deadline.WriteUntil, now) is { } closed)
        {
            return closed.In(period.TimeZone);
        }

        if (ProfileRules.WhyNotSave(form.Profile) is { Count: > 0 } refusals)
        {
            return Outcome<SavedDraft>.Refused(refusals);
        }

        if (DraftForm.VersionOf(entry) != form.Version)
        {
            return Refusal.Stale;
        }

        entry.Profile = form.Profile;
        entry.Declarations = [.. ProfileChoices.Declarations.Where(form.Declarations.Contains)];
        entry.UpdatedAt = now;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new SavedDraft(DraftForm.VersionOf(entry), now, period.TimeZone);
    }
}
