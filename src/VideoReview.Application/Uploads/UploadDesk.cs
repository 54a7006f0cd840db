using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>What the unit's people do with an upload, its bytes apart: begin and cancel.</summary>
public sealed class UploadDesk(
    ReviewDbContext database, EventLog events, EntryGates gates, UploadUsage usage, StagingArea staging,
    IOptions<UploadOptions> options, TimeProvider time)
{
    private const int LongestName = 500;

    /// <summary>
    /// Reserves the file's size in the unit's quota. Refuses by state, closing, size, duration, quota and room, before
    /// any byte; the profile need not be filled in.
    /// </summary>
    /// <param name="duration">As the browser reads it; null = it cannot.</param>
    public async Task<Outcome<Upload>> CreateAsync(
        Actor actor, Guid entryId, long lengthBytes, string? fileName, TimeSpan? duration,
        CancellationToken cancellation)
    {
        if (await gates.FindAsync(actor, entryId, cancellation) is not { } gate)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await usage.LockAsync(gate.Entry, cancellation);
        var now = time.GetUtcNow();
        if (UploadPolicy.WhyNotCreate(await usage.FactsAsync(gate, lengthBytes, duration, cancellation), now)
            is { } refusal)
        {
            return refusal.In(gate.Period.TimeZone);
        }

        var upload = new Upload
        {
            Id = Guid.CreateVersion7(), EntryId = entryId, PeriodId = gate.Entry.PeriodId, UnitId = gate.Entry.UnitId,
            AccountId = actor.AccountId, FileName = NameOf(fileName), LengthBytes = lengthBytes, CreatedAt = now,
            ExpiresAt = now + options.Value.Lifetime,
        };
        database.Uploads.Add(upload);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return upload;
    }

    /// <summary>
    /// Frees the quota and deletes the bytes; a running request notices and ends. Cancelling twice is told
    /// so, a finished upload stays.
    /// </summary>
    public Task<Outcome> CancelAsync(Actor actor, Guid uploadId, CancellationToken cancellation) =>
        CancelAsync(actor, uploadId, "uploads.cancelled", null, cancellation);

    /// <summary>The content was not taken: as cancelling, with the reason in the log.</summary>
    internal Task<Outcome> RefuseAsync(Actor actor, Guid uploadId, Refusal refusal, CancellationToken cancellation) =>
        CancelAsync(actor, uploadId, "uploads.refused", refusal.Sentence, cancellation);

    /// <summary>The upload, when it belongs to this person's unit and the person may send for it.</summary>
    internal Task<Upload?> FindAsync(Actor actor, Guid uploadId, CancellationToken cancellation) =>
        actor is { UnitId: { } unitId } && EntryRights.MayEdit(actor, unitId)
            ? database.Uploads.AsNoTracking()
                .SingleOrDefaultAsync(u => u.Id == uploadId && u.UnitId == unitId, cancellation)
            : Task.FromResult<Upload?>(null);

    private async Task<Outcome> CancelAsync(
        Actor actor, Guid uploadId, string act, Sentence? why, CancellationToken cancellation)
    {
        if (await FindAsync(actor, uploadId, cancellation) is not { } upload)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var cancelled = await database.Uploads.Where(u => u.Id == uploadId && u.Status == UploadStatus.Open)
            .ExecuteUpdateAsync(
                row => row.SetProperty(u => u.Status, UploadStatus.Cancelled)
                    .SetProperty(u => u.HolderToken, (Guid?)null).SetProperty(u => u.HeldUntil, (DateTimeOffset?)null),
                cancellation);
        if (cancelled == 0)
        {
            return new Refusal(RefusalKind.Forbidden, Sentence.Of(
                upload.Status == UploadStatus.Complete ? "uploads.already-complete" : "uploads.already-over"));
        }

        events.Append(
            actor, act, SubjectOf(upload), EventAudience.Unit,
            data: why is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["why"] = why });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        staging.Delete(uploadId);
        return Outcome.Done;
    }

    internal static EventSubject SubjectOf(Upload upload) => new("upload", upload.Id, upload.PeriodId, upload.EntryId);

    /// <summary>Any Unicode, kept for people to read; the database cannot hold NUL.</summary>
    private static string NameOf(string? fileName)
    {
        var name = string.Concat((fileName ?? "").Replace("\0", "", StringComparison.Ordinal)
            .Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return name.Length == 0 ? "video"
            : name.Length <= LongestName ? name
            : name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];
    }
}
