using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Deciding;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Application.Periods;
using VideoReview.Application.Storage;
using VideoReview.Application.Uploads;
using VideoReview.Domain.Periods;
using VideoReview.Web.OneShot.Seeds;
using VideoReview.Worker;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `seed STAGE`: demo data, laid by the product's own acts wherever there is one. Repeating a stage adds nothing.
/// </summary>
internal static class Seed
{
    private static readonly Dictionary<string, Func<IServiceProvider, CancellationToken, Task>> Stages = new(
        StringComparer.Ordinal)
    {
        ["demo"] = (services, cancellation) => DemoAsync(services, DemoStage.Demo, cancellation),
        ["uploading"] = (services, cancellation) => DemoAsync(services, DemoStage.Uploading, cancellation),
        ["reviewing"] = (services, cancellation) => DemoAsync(services, DemoStage.Reviewing, cancellation),
        ["decided"] = (services, cancellation) => DemoAsync(services, DemoStage.Decided, cancellation),
        ["nation"] = NationAsync,
    };

    /// <summary>
    /// The whole pipeline inside this process, so that a demo video is stored, inspected and illustrated as any other.
    /// </summary>
    public static void Add(HostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The end of the seed interrupts what its bus is at; the rows keep it for the served product, and a
        // newcomer needs no stack trace of it.
        builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        builder.Services.AddOptions<SeedOptions>().Bind(builder.Configuration.GetSection("Seed"));
        builder.Services.AddReviewStaging();
        builder.Services.AddReviewSteps();
        builder.Services.AddReviewUploads(builder.Configuration);
        builder.Services.AddReviewWorker(builder.Configuration);
        builder.Services.AddReviewMessaging(builder.Configuration, bus =>
        {
            WebConsumers.Add(bus);
            WorkerSetup.AddConsumers(bus);
        });
    }

    public static async Task<int> Run(IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        if (arguments is not [{ } name] || !Stages.TryGetValue(name, out var stage))
        {
            await Console.Error.WriteLineAsync("usage: seed " + string.Join('|', Stages.Keys));
            return 2;
        }

        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            await Console.Error.WriteLineAsync(
                "seed: demo accounts share one known password; they are for development only.");
            return 2;
        }

        await stage(services, cancellation);
        return 0;
    }

    private static async Task DemoAsync(IServiceProvider services, DemoStage stage, CancellationToken cancellation)
    {
        var (database, time) =
            (services.GetRequiredService<ReviewDbContext>(), services.GetRequiredService<TimeProvider>());
        using var videos = new DemoVideos(services.GetRequiredService<IOptions<SeedOptions>>());
        var staging = new DemoStaging(
            database, new DemoPeople(database, time),
            new DemoPeriod(database, services.GetRequiredService<PeriodDesk>(), time),
            new DemoActs(services.GetRequiredService<IServiceScopeFactory>()),
            services.GetRequiredService<DecisionDesk>(), videos);
        var host = services.GetRequiredService<IHost>();
        await host.StartAsync(cancellation);
        await staging.LayAsync(stage, cancellation);
        await host.StopAsync(cancellation);
        await Console.Out.WriteLineAsync(DemoPeople.Told);
    }

    private static async Task NationAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        // The owner may also look at the tables afresh (ANALYZE), without which the first
        // questions would be planned badly.
        await using var source = NpgsqlDataSource.Create(string.IsNullOrEmpty(database.OwnerConnectionString)
            ? database.ConnectionString
            : database.OwnerConnectionString);
        var isNew = await NationSeed.WriteAsync(source, StandardRubric.Make(), cancellation);
        await Console.Out.WriteLineAsync(isNew
            ? $"{NationSeed.EntryCount} entries and {NationSeed.Reviews} reviews laid."
            : "The nation is laid already.");
    }
}
