using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Operations;

namespace VideoReview.Application.Operations;

/// <summary>
/// Writes down each try at a backup; only the owner of the schema may, so that no page can pretend one.
/// </summary>
public sealed class BackupRuns(TimeProvider time, ILogger<BackupRuns> log)
{
    private const int LongestError = 2000;

    /// <summary>A database that is away loses the line and not the backup.</summary>
    public async Task WriteAsync(
        PostgresTools tools, DateTimeOffset started, BackupManifest? manifest, string? error,
        CancellationToken cancellation)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(tools.Owner);
            var options = new DbContextOptionsBuilder<ReviewDbContext>();
            DatabaseSetup.Configure(options, source);
            await using var database = new ReviewDbContext(options.Options);
            database.BackupRuns.Add(new BackupRun
            {
                Id = Guid.CreateVersion7(), StartedAt = started, EndedAt = time.GetUtcNow(), Name = manifest?.Name,
                ObjectCount = manifest?.Objects ?? 0, DumpBytes = manifest?.DumpBytes ?? 0,
                Error = error is { Length: > LongestError } ? error[..LongestError] : error,
            });
            await database.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or DbUpdateException or BackupFaultException)
        {
            Log.BackupNotWrittenDown(log, e);
        }
    }
}
