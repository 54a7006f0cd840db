using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Operations;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `migrate`: brings the schema up to this version, as the role that owns it. Repeating it does nothing. Ends with 3,
/// untouched, where the database knows a migration that this version does not.
/// </summary>
internal static class Migrate
{
    /// <summary>infra/dev run tells from it what to do.</summary>
    private const int OfAnotherKind = 3;

    public static async Task<int> Run(IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        var settings = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var owner = settings.OwnerConnectionString;
        if (string.IsNullOrEmpty(owner))
        {
            await Console.Error.WriteLineAsync("migrate: Database:OwnerConnectionString is not set; the "
                + "application's own role may not change the schema.");
            return 2;
        }

        await using var source = NpgsqlDataSource.Create(owner);
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, source);
        await using var database = new ReviewDbContext(options.Options);
        var known = database.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await database.Database.GetAppliedMigrationsAsync(cancellation))
            .FirstOrDefault(id => !known.Contains(id)) is { } stranger)
        {
            await Console.Error.WriteLineAsync(
                $"migrate: the database was made by another version (it has {stranger}, which "
                    + "this one does not know); nothing was changed.");
            return OfAnotherKind;
        }

        var pending = (await database.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        await database.Database.MigrateAsync(cancellation);
        await KeepSecurityEventsAsync(database, settings.SecurityEventDays, cancellation);
        await Console.Out.WriteLineAsync(
            pending.Count == 0 ? "The schema is up to date." : "Applied " + string.Join(", ", pending));
        return 0;
    }

    /// <summary>
    /// How long the security log is kept, which only the owner may say, and the row that sees to it daily.
    /// </summary>
    private static async Task KeepSecurityEventsAsync(
        ReviewDbContext database, int days, CancellationToken cancellation)
    {
        await database.Database.ExecuteSqlAsync($"UPDATE security_event_keeping SET days = {days}", cancellation);
        await database.Database.ExecuteSqlAsync($"SELECT keep_security_events()", cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO dated_effect (id, kind, subject_id, due_at, attempts)
            SELECT {Guid.CreateVersion7()}, {SecurityKept.EffectKind}, {Guid.Empty}, now() + interval '1 day', 0
            WHERE NOT EXISTS (SELECT FROM dated_effect WHERE kind = {SecurityKept.EffectKind} AND done_at IS NULL)
            """,
            cancellation);
    }
}
