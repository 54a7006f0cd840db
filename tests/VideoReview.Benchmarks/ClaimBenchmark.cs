using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoReview.Application.Reviewing;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Web.OneShot.Seeds;

namespace VideoReview.Benchmarks;

/// <summary>
/// "Ambil berikutnya" by 50 reviewers at once, in a region and in the nation, against a bare queue table that knows
/// no seats, order or conflict.
/// </summary>
internal static class ClaimBenchmark
{
    private const int Reviewers = 50;
    private const int RegionEntries = 300;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    // Reviews gone, so many entries ready, the rest out of the way.
    private const string Prepare = """
        TRUNCATE review_score, review;
        UPDATE entry SET status = CASE WHEN entry_number <= '2025-' || lpad(@entries::text, 5, '0') THEN 'ready' ELSE 'rejected' END, seats_held = 0;
        ANALYZE;
        """;

    // A final review keeps its seat and lets its reviewer go on.
    private const string Finish =
        "UPDATE review SET status = 'final', final_at = now(), lease_until = NULL WHERE id = @id";

    private const string BareQueue = """
        DROP TABLE IF EXISTS bare_queue;
        CREATE TABLE bare_queue (id int PRIMARY KEY, taken_by int, is_done boolean NOT NULL DEFAULT false);
        CREATE INDEX ON bare_queue (id) WHERE taken_by IS NULL;
        INSERT INTO bare_queue (id) SELECT generate_series(1, 200000);
        ANALYZE bare_queue;
        """;

    private const string BareTake = """
        UPDATE bare_queue SET taken_by = @by WHERE id = (SELECT id FROM bare_queue WHERE taken_by IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id
        """;

    private const string BareFinish = "UPDATE bare_queue SET is_done = true WHERE id = @id";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var place = await Place.MakeAsync();
        await using var owner = NpgsqlDataSource.Create(place.OwnerConnectionString);
        await NationSeed.WriteAsync(owner, StandardRubric.Make(), CancellationToken.None);
        await ExecuteAsync(owner, BareQueue);
        var bare = await RateAsync(reviewer => TakeBareAsync(owner, reviewer));
        var reviewers = await ReviewersAsync(owner);
        var figures = new List<Figure>();
        foreach (var (name, entries) in ((string, int)[])[("region", RegionEntries), ("nation", NationSeed.EntryCount)])
        {
            await ExecuteAsync(owner, Prepare, ("entries", entries));
            var rate = await RateAsync(reviewer => ClaimAsync(place.Services, owner, reviewers[reviewer]));
            var title = string.Create(CultureInfo.InvariantCulture, $"claim next, 50 reviewers, {name} of {entries}");
            figures.Add(Figure.Of(title, "claims", rate, "bare SKIP LOCKED updates", bare));
        }

        return figures;
    }

    /// <summary>Per second, by all at once, until nothing is left or time is up.</summary>
    private static async Task<double> RateAsync(Func<int, Task<bool>> take)
    {
        var taken = 0;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Reviewers).Select(async reviewer =>
        {
            while (Stopwatch.GetElapsedTime(begun) < Longest && await take(reviewer))
            {
                Interlocked.Increment(ref taken);
            }
        }));
        return taken / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<bool> ClaimAsync(IServiceProvider services, NpgsqlDataSource owner, Guid reviewer)
    {
        await using var scope = services.CreateAsyncScope();
        var claimed = await scope.ServiceProvider.GetRequiredService<ClaimDesk>()
            .ClaimNextAsync(
                new Actor(reviewer, reviewer, null, new HashSet<Role> { Role.Reviewer }), null, CancellationToken.None);
        if (claimed.IsDone)
        {
            await ExecuteAsync(owner, Finish, ("id", claimed.Value.ReviewId));
        }

        return claimed.IsDone;
    }

    private static async Task<bool> TakeBareAsync(NpgsqlDataSource owner, int reviewer)
    {
        await using var take = owner.CreateCommand(BareTake);
        take.Parameters.AddWithValue("by", reviewer);
        if (await take.ExecuteScalarAsync() is not int id)
        {
            return false;
        }

        await ExecuteAsync(owner, BareFinish, ("id", id));
        return true;
    }

    private static async Task<List<Guid>> ReviewersAsync(NpgsqlDataSource owner)
    {
        await using var command = owner.CreateCommand(
            "SELECT id FROM account WHERE 'reviewer' = ANY (roles) ORDER BY id LIMIT @count");
        command.Parameters.AddWithValue("count", Reviewers);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    private static async Task ExecuteAsync(
        NpgsqlDataSource source, string sql, params (string Name, object Value)[] values)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
    }
}
