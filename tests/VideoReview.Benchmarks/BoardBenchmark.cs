using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoReview.Application.Coordination;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.Web.OneShot.Seeds;

namespace VideoReview.Benchmarks;

/// <summary>The coordinator's board over the nation of 2025: 36,742 entries and 110,000 reviews.</summary>
internal static class BoardBenchmark
{
    private const int Runs = 15;

    private const string PlainCount = """
        SELECT (SELECT count(*) FROM entry WHERE period_id = @period), (SELECT count(*) FROM review WHERE period_id = @period)
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var place = await Place.MakeAsync();
        await using (var owner = NpgsqlDataSource.Create(place.OwnerConnectionString))
        {
            await NationSeed.WriteAsync(owner, StandardRubric.Make(), CancellationToken.None);
        }

        var source = place.Services.GetRequiredService<NpgsqlDataSource>();
        var roundTrip = await Figure.MedianAsync(Runs * 10, () => AskAsync(source, "SELECT 1"));
        var count = await Figure.MedianAsync(Runs, () => AskAsync(source, PlainCount));
        var board = await Figure.MedianAsync(Runs, () => ShowAsync(place.Services));
        return
        [
            Figure.Of("board, all its lists", board, "one round trip of SELECT 1", roundTrip),
            Figure.Of("board, all its lists", board, "counting the same rows once", count),
        ];
    }

    private static async Task ShowAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var coordinator = new Actor(Guid.Empty, Guid.Empty, null, new HashSet<Role> { Role.Coordinator });
        var board = await scope.ServiceProvider.GetRequiredService<Board>()
            .ShowAsync(coordinator, NationSeed.PeriodId, CancellationToken.None);
        if (board.Value.Total != NationSeed.EntryCount)
        {
            throw new InvalidOperationException($"The board shows {board.Value.Total} entries.");
        }
    }

    private static async Task AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("period", NationSeed.PeriodId);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
    }
}
