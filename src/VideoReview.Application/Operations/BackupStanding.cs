using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Operations;

namespace VideoReview.Application.Operations;

/// <summary>How backups stand.</summary>
/// <param name="Last">The newest whole one; null = there is none.</param>
/// <param name="OutsideBy">Who saves by other means; null = nobody.</param>
/// <param name="IsLate">To be warned of.</param>
/// <param name="Tries">The newest, whole or not, newest first.</param>
public sealed record BackupView(BackupRun? Last, string? OutsideBy, bool IsLate, IReadOnlyList<BackupRun> Tries);

/// <summary>What the admin is told of backups, and who sees to them.</summary>
public sealed class BackupStanding(ReviewDbContext database, EventLog events, TimeProvider time)
{
    private const int Shown = 14;

    /// <summary>Refused to anybody but the admin.</summary>
    public async Task<Outcome<BackupView>> ReadAsync(Actor actor, CancellationToken cancellation)
    {
        if (!BackupRule.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        var care = await database.BackupCares.AsNoTracking().SingleAsync(cancellation);
        var tries = await database.BackupRuns.AsNoTracking().OrderByDescending(run => run.StartedAt)
            .ThenByDescending(run => run.Id).Take(Shown).ToListAsync(cancellation);
        var last = tries.Find(run => run.Error is null) ?? await database.BackupRuns.AsNoTracking()
            .Where(run => run.Error == null).OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id)
            .FirstOrDefaultAsync(cancellation);
        return new BackupView(
            last, care.OutsideBy,
            BackupRule.IsLate(last?.StartedAt, care.Since, care.OutsideBy, time.GetUtcNow()), tries);
    }

    /// <summary>
    /// Names who saves outside of the application, which ends the warning; nothing typed begins it
    /// anew. Writes an event.
    /// </summary>
    public async Task<Outcome> NameOutsideAsync(Actor actor, string? typed, CancellationToken cancellation)
    {
        var outsideBy = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
        if (BackupRule.WhyNot(actor, outsideBy) is { } refusal)
        {
            return refusal;
        }

        var care = await database.BackupCares.SingleAsync(cancellation);
        if (care.OutsideBy == outsideBy)
        {
            return Outcome.Done;
        }

        events.Append(
            actor, "operations.backup-outside-named", new("backup-care", Guid.Empty), from: care.OutsideBy,
            to: outsideBy);
        care.OutsideBy = outsideBy;
        await database.SaveChangesAsync(cancellation);
        return Outcome.Done;
    }
}
