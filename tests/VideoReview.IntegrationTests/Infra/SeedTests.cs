using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>
/// The demo data is what a newcomer sees first: laid by the real acts, so every rule that changes may stop it.
/// </summary>
public sealed class SeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "demo", "Penilaian video inovasi daerah (peragaan)",
        new[] { "draft 2", "in_review 1", "ready 3", "returned 1", "reviewed 1" }, 1, 1)]
    [InlineData("decided", "Sudah ditetapkan (peragaan)", new[] { "decided 7", "draft 1" }, 0, 2)]
    public async Task Stage_is_laid_to_its_end_and_once(
        string stage, string period, string[] entries, int refused, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await SeedAsync(stage, stage == "decided" ? await GivenVideosAsync() : "");
        }

        await using var context = database.NewContext();
        var id = (await context.Periods.SingleAsync(p => p.Name == period, Cancellation)).Id;
        var laid = await context.Entries.Where(s => s.PeriodId == id).Select(s => s.Status).ToListAsync(Cancellation);
        Assert.Equal(entries, laid.CountBy(SnakeCase).Select(s => $"{s.Key} {s.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            refused,
            await context.Videos.CountAsync(v => v.PeriodId == id && v.Status == VideoStatus.Refused, Cancellation));
        Assert.False(await context.Jobs.AnyAsync(
            job => job.Kind != VideoJobs.Copies && (job.State == JobState.Queued || job.State == JobState.Running),
            Cancellation));
    }

    private static string SnakeCase(EntryStatus status) => Application.Database.SnakeCase.Of(status);

    /// <summary>
    /// Two small ones, just large enough to be taken; where none are given, as in a bare clone, the seed makes its own.
    /// </summary>
    private static async Task<string> GivenVideosAsync()
    {
        var made = await Samples.MakeAsync(
            "given.mp4", "-f", "lavfi", "-i", "testsrc2=s=320x240:r=10:d=21,noise=alls=40:allf=t", "-f", "lavfi", "-i",
            "sine=f=440:d=21",
            "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "1M", "-maxrate", "1M", "-bufsize", "1M", "-pix_fmt",
            "yuv420p", "-c:a", "aac", "-movflags", "+faststart");
        Assert.InRange(new FileInfo(made).Length, 2_000_000, 4_000_000);
        var folder = Path.GetDirectoryName(
            await Samples.WriteAsync("first.mp4", await File.ReadAllBytesAsync(made, Cancellation)))!;
        File.Copy(made, Path.Combine(folder, "second.mp4"));
        return folder;
    }

    private async Task SeedAsync(string stage, string videos)
    {
        var folder = Directory.CreateTempSubdirectory("videoreview-seed-test").FullName;
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoReview.Web.dll"), "seed", stage])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = "Development", ["Database__ConnectionString"] = database.ConnectionString,
                ["Bus__Transport"] = "InMemory", ["Storage__DiskFolder"] = Path.Combine(folder, "objects"),
                ["Uploads__StagingFolder"] = Path.Combine(folder, "staging"),
                ["Media__ScratchFolder"] = Path.Combine(folder, "scratch"), ["Seed__VideosFolder"] = videos,
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
