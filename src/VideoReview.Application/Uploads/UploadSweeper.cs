using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Storage;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Ends unfinished uploads whose time is over and deletes staged files that no row needs, such as a crash leaves
/// behind. Runs where the staging folder is.
/// </summary>
public sealed class UploadSweeper(
    IServiceScopeFactory scopes, StagingArea staging, IOptions<UploadOptions> options, TimeProvider time,
    ILogger<UploadSweeper> log) : BackgroundService
{
    private const int Batch = 100;

    /// <summary>One round; also called by tests, without waiting.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        int some, expired = 0;
        do
        {
            some = await ExpireAsync(cancellation);
            expired += some;
        }
        while (some == Batch);

        var orphans = await DeleteOrphansAsync(cancellation);
        if (expired + orphans > 0)
        {
            Log.Swept(log, expired, orphans);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            do
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or IOException
                    or InvalidOperationException { InnerException: NpgsqlException })
                {
                    Log.SweepFailed(log, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Frees their quota; a request that still writes notices, since its row is no longer open.</summary>
    private async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        var events = scope.ServiceProvider.GetRequiredService<EventLog>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var due = await database.Uploads.FromSql($"""
            SELECT * FROM upload WHERE status = 'open' AND expires_at <= {now} ORDER BY expires_at, id LIMIT {Batch} FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellation);
        foreach (var upload in due)
        {
            (upload.Status, upload.HolderToken, upload.HeldUntil) = (UploadStatus.Expired, null, null);
            events.Append(null, "uploads.expired", UploadDesk.SubjectOf(upload), EventAudience.Unit);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }

    /// <summary>
    /// A file is needed while its upload is open, or complete and not yet in object storage,
    /// where a damaged one never goes.
    /// </summary>
    private async Task<int> DeleteOrphansAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var some in Directory.EnumerateFiles(staging.EnsureFolder())
            .Select(path => (Path: path, Id: IdOf(path))).Where(file => file.Id is not null).Chunk(Batch))
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
            var ids = some.Select(file => file.Id!.Value).ToArray();
            var needed = await database.Uploads.Where(u => ids.Contains(u.Id))
                .Where(u => u.Status == UploadStatus.Open
                    || database.Videos.Any(v => v.UploadId == u.Id && v.ObjectKey == null
                        && !database.Jobs.Any(
                            j => j.SubjectId == v.Id && j.Kind == VideoJobs.Store && j.State == JobState.Skipped)))
                .Select(u => u.Id).ToListAsync(cancellation);
            foreach (var id in ids.Except(needed))
            {
                staging.Delete(id);
                deleted++;
            }
        }

        return deleted;
    }

    private static Guid? IdOf(string path) => Guid.TryParseExact(Path.GetFileName(path), "N", out var id) ? id : null;
}
