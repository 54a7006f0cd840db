using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;
using VideoReview.Web.OneShot.Seeds;

namespace VideoReview.Web.OneShot;

/// <summary>`seed STAGE`: demo data, laid by the product's own acts wherever there is one. Repeating a stage adds nothing.</summary>
internal static class Seed
{
    private const string DemoName = "Penilaian video inovasi daerah (peragaan)";

    private static readonly Dictionary<string, Func<IServiceProvider, CancellationToken, Task>> Stages = new(StringComparer.Ordinal)
    {
        ["demo"] = DemoAsync,
        ["nation"] = NationAsync,
    };

    public static async Task<int> Run(IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        if (arguments is not [{ } name] || !Stages.TryGetValue(name, out var stage))
        {
            await Console.Error.WriteLineAsync("usage: seed " + string.Join('|', Stages.Keys));
            return 2;
        }

        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            await Console.Error.WriteLineAsync("seed: demo accounts share one known password; they are for development only.");
            return 2;
        }

        await stage(services, cancellation);
        return 0;
    }

    private static async Task DemoAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var people = new DemoPeople(services.GetRequiredService<ReviewDbContext>(), services.GetRequiredService<TimeProvider>());
        await people.AddAsync(cancellation);
        var coordinator = await people.ActorAsync("koordinator@demo.test", cancellation);
        await Period(services).OpenAsync(coordinator, DemoName, cancellation);
        await Console.Out.WriteLineAsync(DemoPeople.Told);
    }

    private static async Task NationAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        // The owner may also look at the tables afresh (ANALYZE), without which the first questions would be planned badly.
        await using var source = NpgsqlDataSource.Create(string.IsNullOrEmpty(database.OwnerConnectionString) ? database.ConnectionString : database.OwnerConnectionString);
        var isNew = await NationSeed.WriteAsync(source, StandardRubric.Make(), cancellation);
        await Console.Out.WriteLineAsync(isNew ? $"{NationSeed.Submissions} entries and {NationSeed.Reviews} reviews laid." : "The nation is laid already.");
    }

    private static DemoPeriod Period(IServiceProvider services) =>
        new(services.GetRequiredService<ReviewDbContext>(), services.GetRequiredService<PeriodDesk>(), services.GetRequiredService<TimeProvider>());
}
