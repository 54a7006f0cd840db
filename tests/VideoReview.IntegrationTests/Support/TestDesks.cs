using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Application.Uploads;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// The acts of the product on a database and folders of their own, as it registers them, with a clock that stands still
/// until told. No web, no bus, nothing that works beside the test: what an act leaves for later stays where it left it.
/// </summary>
public sealed class TestDesks : IAsyncLifetime
{
    private readonly string folder = Path.Combine(
        Path.GetTempPath(), "videoreview-test-" + Guid.NewGuid().ToString("N"));
    private readonly Lazy<ServiceProvider> services;

    public TestDesks() => services = new(Build);

    public TestDatabase Database { get; } = new();

    /// <summary>
    /// Begins at a moment that a row can keep, so that what was written a day ahead is read as a day ahead.
    /// </summary>
    public FakeTimeProvider Time { get; } = new(Rows.Moment(DateTimeOffset.UtcNow));

    /// <summary>Settings beyond the usual; add them before the first act.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public IServiceProvider Services => services.Value;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Directory.CreateDirectory(folder);
        Settings["Database:ConnectionString"] = Database.ConnectionString;
        Settings["Uploads:StagingFolder"] = Path.Combine(folder, "staging");
        Settings["Storage:DiskFolder"] = Path.Combine(folder, "objects");
        Settings["Bus:Transport"] = "InMemory";
        Settings["Worker:InProcess"] = "false";
        Settings["Media:ScratchFolder"] = Path.Combine(folder, "scratch");
    }

    /// <summary>An act in a scope of its own, as a request would have.</summary>
    public async Task<T> ActAsync<TDesk, T>(Func<TDesk, Task<T>> act)
        where TDesk : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>());
    }

    public async ValueTask DisposeAsync()
    {
        if (services.IsValueCreated)
        {
            await services.Value.DisposeAsync();
        }

        await Database.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ServiceProvider Build()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var collection = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time)
            .AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        collection.AddReviewApplication(configuration).AddReviewStorage(configuration).AddReviewStaging()
            .AddReviewUploads(configuration);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }
}
