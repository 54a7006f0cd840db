using System.Diagnostics;
using System.Net.Http.Json;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using VideoReview.IntegrationTests.Support;
using VideoReview.IntegrationTests.Uploads;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>No room: for files at work in the worker, for files on their way into web.</summary>
public sealed class DiskFullTests
{
    /// <summary>Room for nothing more than the file itself.</summary>
    private const long Little = 192 << 10;

    [Fact]
    public async Task Worker_without_room_tries_again_until_there_is_some()
    {
        await using var site = await FaultSite.OpenAsync();
        await site.StartWebAsync();
        var scratch = Path.Combine(site.Scratch, "small");
        var disk = new SmallDisk(
            await site.StartWorkerAsync(
                settings => settings["Media:ScratchFolder"] = scratch, SmallDisk.At(scratch, 8)),
            scratch);
        disk.Fill();
        var video = await site.ReceiveAsync(await FaultSamples.HeavyAsync());
        await TriedAsync(site, video.Id, VideoJobs.Inspect);

        // Now the file itself finds room, and what the tools make of it does not.
        disk.Fill(leave: video.SizeBytes + Little);
        await TriedAsync(site, video.Id, VideoJobs.Playable);
        disk.Empty();
        var begun = Stopwatch.GetTimestamp();
        await site.RestAsync();

        var whole = await Wholeness.CheckAsync(site);
        Assert.Equal(VideoStatus.Playable, (await site.ReadAsync(video.Id)).Status);
        Assert.All(await site.JobsAsync(), job => Assert.Equal((JobState.Done, 0), (job.State, job.Losses)));
        Figures.Tell(
            "scratch full",
            $"{whole.Jobs} jobs done {Figures.Seconds(Stopwatch.GetElapsedTime(begun))} after there was room, "
                + $"at most {(await site.JobsAsync()).Max(j => j.Attempt)} attempts, {whole.Orphans} orphans");
    }

    [Fact]
    public async Task Web_without_room_says_so_and_goes_on_where_it_stopped()
    {
        await using var site = await FaultSite.OpenAsync();
        site.Settings["Uploads:KeepFreeBytes"] = "1000000";
        Directory.CreateDirectory(site.Staging);
        var web = await site.StartWebAsync(by: SmallDisk.At(site.Staging, 8));
        await site.StartWorkerAsync();
        var disk = new SmallDisk(web, site.Staging);
        var bytes = await File.ReadAllBytesAsync(await FaultSamples.HeavyAsync());
        var (account, entry) = await site.AddSenderAsync();
        using var tus = await Sending.SignInAsync(web, account);
        var half = bytes.Length / 2;
        var upload = await tus.CreateAsync(entry.Id, bytes.Length);
        Assert.Equal(new Told(204, half), await tus.PatchAsync(upload, 0, bytes.AsMemory(0, half)));

        disk.Fill();
        Assert.Equal(
            new Told(429, Code: "uploads.no-room"),
            await tus.TryCreateAsync((await site.AddEntryAsync(account)).Id, bytes.Length));
        using (var refused = await tus.SendAsync(Tus.Patch(upload, half, Tus.Body(bytes.AsMemory(half)))))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.Contains(
                "hampir penuh", (await refused.Content.ReadFromJsonAsync<Said>())!.Sentence, StringComparison.Ordinal);
        }

        disk.Empty();
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(new Told(200, half), await tus.HeadAsync(upload));
        Assert.Equal(new Told(204, bytes.Length), await tus.PatchAsync(upload, half, bytes.AsMemory(half)));
        await site.RestAsync();

        var whole = await Wholeness.CheckAsync(site);
        Assert.Equal((1, 0), (whole.Videos, whole.Orphans));
        Figures.Tell("staging full", "creation 429 and bytes 503, each with its sentence; whole and worked on "
            + $"{Figures.Seconds(Stopwatch.GetElapsedTime(begun))} after there was room");
    }

    /// <summary>Tried and put back, and not given up.</summary>
    private static Task TriedAsync(FaultSite site, Guid videoId, string kind) => Eventually.Async(
        async () =>
        {
            var job = await site.JobAsync(videoId, kind);
            Assert.NotEqual(JobState.Failed, job?.State);
            return job is { State: JobState.Queued, Attempt: >= 2, ErrorCode: "jobs.cause-transient" };
        },
        $"{kind} was tried twice", FaultSite.Patience);

    private sealed record Said(string Code, string Sentence);
}
