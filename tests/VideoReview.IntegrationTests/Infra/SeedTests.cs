using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Media;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>The demo data is what a newcomer sees first: laid by the real acts, so every rule that changes may stop it.</summary>
public sealed class SeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("demo", "Penilaian video inovasi daerah (peragaan)", new[] { "draft 2", "in_review 1", "ready 3", "returned 1", "reviewed 1" }, 1, 1)]
    [InlineData("decided", "Sudah ditetapkan (peragaan)", new[] { "decided 7", "draft 1" }, 0, 2)]
    public async Task Stage_is_laid_to_its_end_and_once(string stage, string period, string[] entries, int refused, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await SeedAsync(stage);
        }

        await using var context = database.NewContext();
        var id = (await context.Periods.SingleAsync(p => p.Name == period, Cancellation)).Id;
        var laid = await context.Entries.Where(s => s.PeriodId == id).Select(s => s.Status).ToListAsync(Cancellation);
        Assert.Equal(entries, laid.CountBy(SnakeCase).Select(s => $"{s.Key} {s.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(refused, await context.Videos.CountAsync(v => v.PeriodId == id && v.Status == VideoStatus.Refused, Cancellation));
        Assert.False(await context.MediaJobs.AnyAsync(job => job.Kind != MediaJobKind.Copies && (job.State == MediaJobState.Queued || job.State == MediaJobState.Running), Cancellation));
    }

    private static string SnakeCase(EntryStatus status) => Application.Database.SnakeCase.Of(status);

    private async Task SeedAsync(string stage)
    {
        var folder = Directory.CreateTempSubdirectory("videoreview-seed-test").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoReview.Web.dll"), "seed", stage])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = "Development", ["Database__ConnectionString"] = database.ConnectionString, ["Bus__Transport"] = "InMemory", ["Storage__DiskFolder"] = Path.Combine(folder, "objects"),
                ["Uploads__StagingFolder"] = Path.Combine(folder, "staging"), ["Media__ScratchFolder"] = Path.Combine(folder, "scratch"),
            },
        };
        using var seed = Process.Start(start)!;
        var said = seed.StandardOutput.ReadToEndAsync(Cancellation);
        var complained = await seed.StandardError.ReadToEndAsync(Cancellation);
        await seed.WaitForExitAsync(Cancellation);
        Directory.Delete(folder, recursive: true);
        Assert.True(seed.ExitCode == 0, await said + complained);
    }
}
