using System.Data;
using Npgsql;
using VideoReview.Application.Media;

namespace VideoReview.Application.Operations;

/// <summary>What the rows say at one moment, as the dump of the same snapshot holds it.</summary>
internal sealed record DatabaseState(
    string Migration, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<NamedObject> Named,
    IReadOnlyList<ArrivingVideo> Arriving)
{
    /// <summary>
    /// Asks and dumps in one snapshot: <paramref name="dumpAsync"/> gets its name (PostgreSQL 15, 9.27.5) while the
    /// transaction that exported it is open.
    /// </summary>
    public static async Task<DatabaseState> SaveAsync(
        NpgsqlConnection owner, Func<string, Task> dumpAsync, CancellationToken cancellation)
    {
        await using var snapshot = await owner.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var name = await AskAsync(owner, "SELECT pg_export_snapshot()", cancellation);
        var state = new DatabaseState(
            await AskAsync(owner, "SELECT max(migration_id) FROM migration", cancellation),
            await CountAsync(owner, cancellation), await NamedObjects.AllAsync(owner, cancellation),
            await NamedObjects.ArrivingAsync(owner, cancellation));
        await dumpAsync(name);
        return state;
    }

    /// <summary>Rows of each table, by its name.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(
        NpgsqlConnection owner, CancellationToken cancellation)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(owner, cancellation))
        {
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM public.\"{table}\"", owner);
            counts[table] = (long)(await count.ExecuteScalarAsync(cancellation))!;
        }

        return counts;
    }

    /// <summary>Those that hold rows themselves: partitions, not the table that is made of them.</summary>
    public static async Task<IReadOnlyList<string>> TablesAsync(
        NpgsqlConnection owner, CancellationToken cancellation)
    {
        var tables = new List<string>();
        await using var command = new NpgsqlCommand(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
            owner);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            tables.Add(row.GetString(0));
        }

        return tables;
    }

    private static async Task<string> AskAsync(NpgsqlConnection owner, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, owner);
        return await command.ExecuteScalarAsync(cancellation) as string ?? "";
    }
}
