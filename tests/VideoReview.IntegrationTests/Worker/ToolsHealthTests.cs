using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using VideoReview.IntegrationTests.Support;
using VideoReview.Worker;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

public sealed class ToolsHealthTests
{
    [Theory]
    [InlineData("ffmpeg", "ffprobe", HealthStatus.Healthy)]
    [InlineData("/nowhere/ffmpeg", "ffprobe", HealthStatus.Unhealthy)]
    [InlineData("ffmpeg", "/nowhere/ffprobe", HealthStatus.Unhealthy)]
    public async Task Worker_is_ready_only_with_both_tools(string ffmpeg, string ffprobe, HealthStatus expected)
    {
        var health = new ToolsHealth(Options.Create(new MediaOptions { FfmpegPath = ffmpeg, FfprobePath = ffprobe }));

        var result = await health.CheckHealthAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.Status);
        Assert.Equal(
            expected is HealthStatus.Unhealthy,
            result.Description?.Contains("/nowhere/", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("ffmpeg", HttpStatusCode.OK)]
    [InlineData("/nowhere/ffmpeg", HttpStatusCode.ServiceUnavailable)]
    public async Task Worker_program_answers_ready_by_its_tools_and_is_alive_either_way(
        string ffmpeg, HttpStatusCode expected)
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("worker-health").FullName;
        await using var program = new WebApplicationFactory<WorkerOptions>().WithWebHostBuilder(host => host
            .UseSetting("Logging:LogLevel:Default", "Critical")
            .UseSetting("Database:ConnectionString", database.ConnectionString).UseSetting("Bus:Transport", "InMemory")
            .UseSetting("Storage:DiskFolder", folder).UseSetting("Uploads:StagingFolder", folder)
            .UseSetting("Media:ScratchFolder", folder).UseSetting("Media:FfmpegPath", ffmpeg));
        using var asker = program.CreateClient();

        using var ready = await asker.GetAsync(
            new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        using var live = await asker.GetAsync(
            new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((expected, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Check_is_the_workers_and_not_that_of_a_web_which_hosts_the_consumers()
    {
        await using var database = new TestDatabase();
        await database.InitializeAsync();
        await using var worker = TestWorker.OnDisk(database);

        var check = worker.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations
            .Single(r => r.Name == "tools");

        Assert.Equal([WorkerSetup.WorkTag], check.Tags);
    }
}
