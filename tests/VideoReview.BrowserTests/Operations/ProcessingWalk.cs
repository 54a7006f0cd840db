using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Operations;

/// <summary>
/// A file cost two workers their lives: the coordinator finds it on the screen, sends it again, and it is processed to
/// its pictures. The admin clears what failed messages left.
/// </summary>
public sealed class ProcessingWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Poisoned_job_is_found_sent_again_and_done()
    {
        var entry = await PoisonedAsync();
        var (coordinator, onlooker) = (await VisitAsync(Screen.Phone), await VisitAsync(Screen.Phone));
        await coordinator.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);
        await onlooker.SignInAsync((await People.AddAsync(Role.Coordinator)).Email!, People.Password);
        await onlooker.GoAsync("/");
        await onlooker.FollowAsync(onlooker.Words["shell.processing"]);
        await Assertions.Expect(onlooker.Page.Locator("#inspect-jobs-cause-poison")).ToContainTextAsync("1 gagal");

        await coordinator.GoAsync("/processing");
        await coordinator.Page.Locator("#inspect-jobs-cause-poison a").ClickAsync();
        await coordinator.CheckAsync();
        await coordinator.SeesAsync(entry.EntryNumber!);
        await coordinator.UnfoldAsync("media.technical");
        await coordinator.SeesAsync("The worker of attempt 2 was lost.");
        await coordinator.UnfoldAsync("coordination.act-discard");
        await coordinator.CheckAsync();
        await coordinator.PressAsync("operations.act-send-again");
        await coordinator.SeesAsync(coordinator.Words["coordination.told-send-again"]);

        await Assertions.Expect(onlooker.Page.Locator("#inspect-jobs-cause-poison")).ToHaveCountAsync(0);
        await Eventually.Async(
            async () => await StatusAsync(entry) == VideoStatus.Playable, "the video plays", TimeSpan.FromMinutes(5));
        await coordinator.GoAsync("/entries/" + entry.Id);
        await coordinator.SeesAsync(coordinator.Words["media.act-sent-again"]);
    }

    [Fact]
    public async Task Running_job_is_stopped_and_failed_messages_are_set_aside()
    {
        var entry = await PoisonedAsync(
            "state = 'running', attempt = 1, progress_percent = 40, lease_owner = 'mesin-empat', lease_until = "
                + "now() + interval '10 minutes', started_at = now() - interval '1 minute'");
        await using (var context = Site.Database.NewContext())
        {
            context.OutboxMessages.Add(new OutboxMessage
            {
                Id = Guid.CreateVersion7(), MessageType = "old-message", Body = "{}", FailedAt = DateTimeOffset.UtcNow,
                LastError = "System.TimeoutException: " + new string('x', 300),
            });
            await context.SaveChangesAsync();
        }

        await PoisonedAsync("state = 'queued', attempt = 4, error_code = 'jobs.cause-transient', error_text = 'the "
            + "store is away', run_after = now() + interval '10 minutes'");
        var admin = await VisitAsync(Screen.Desktop);
        await admin.SignInAsync((await People.AddAsync(Role.Admin)).Email!, People.Password);
        await admin.FollowAsync(admin.Words["shell.processing"]);
        await admin.SeesAsync(entry.EntryNumber!);
        await admin.SeesAsync(admin.Words["operations.retrying-at"]);
        await admin.Page.Locator("article", new() { HasText = "mesin-empat" }).Locator("summary").ClickAsync();
        await admin.CheckAsync();
        await admin.PressAsync("operations.act-cancel-job");
        await admin.SeesAsync(admin.Words["periods.reason-missing"]);
        await admin.Page.Locator("details[open] textarea").FillAsync("Berkas salah");
        await admin.PressAsync("operations.act-cancel-job");
        await admin.SeesAsync(admin.Words["coordination.told-cancel-job"]);

        await admin.Page.Locator("#processing-messages a", new() { HasText = "old-message" }).ClickAsync();
        await admin.UnfoldAsync("media.technical");
        await admin.CheckAsync();
        await admin.UnfoldAsync("coordination.act-drop");
        await admin.TypeAsync("deciding.reason", "Dari versi lama");
        await admin.PressAsync("coordination.act-drop");
        await admin.SeesAsync(admin.Words["operations.messages-none"]);
    }

    /// <summary>
    /// A submitted entry with a real file in the store, whose inspection ended as <paramref name="state"/> says.
    /// </summary>
    private async Task<Entry> PoisonedAsync(string? state = null)
    {
        var period = await Entries.AddPeriodAsync(PeriodStatus.Open, EntrySender.ShortVideos);
        var entry = await Entries.AddEntryAsync(
            period, await AddUnitAsync(), EntryStatus.Submitted,
            state is null ? VideoStatus.Failed : VideoStatus.Inspecting);
        var bytes = await File.ReadAllBytesAsync(await SampleVideo.GoodAsync());
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var key = ObjectKey.Original(entry.VideoId!.Value, sha256, "mp4").Value;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Site.ObjectFolder, key))!);
        await File.WriteAllBytesAsync(Path.Combine(Site.ObjectFolder, key), bytes);
        await RunAsync(
            "UPDATE video SET sha256 = $2, size_bytes = $3, object_key = $4 WHERE id = $1", entry.VideoId, sha256,
            (long)bytes.Length, key);
        await AddJobAsync(entry, VideoJobs.Store, JobLane.Store);
        await AddJobAsync(entry, VideoJobs.Inspect, JobLane.Fast);
        state ??= "state = 'failed', attempt = 2, losses = 2, finished_at = now(), error_code = "
            + "'jobs.cause-poison', error_text = 'The worker of attempt 2 was lost.'";
        await RunAsync($"UPDATE job SET {state} WHERE subject_id = $1 AND kind = 'inspect'", entry.VideoId);
        return entry;
    }

    private async Task AddJobAsync(Entry entry, string kind, JobLane lane)
    {
        await using var context = Site.Database.NewContext();
        context.Jobs.Add(new Job
        {
            Id = Guid.CreateVersion7(), SubjectKind = VideoJobs.Subject, SubjectId = entry.VideoId!.Value,
            TurnKey = entry.UnitId, Kind = kind, Lane = lane, State = JobState.Done,
            RunAfter = DateTimeOffset.UtcNow, CreatedAt = DateTimeOffset.UtcNow,
        });
        await context.SaveChangesAsync();
    }

    private async Task<VideoStatus> StatusAsync(Entry entry)
    {
        await using var context = Site.Database.NewContext();
        return await context.Videos.Where(video => video.Id == entry.VideoId).Select(video => video.Status)
            .SingleAsync();
    }

    private async Task RunAsync(string sql, params object?[] values)
    {
        await using var command = Site.Database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
