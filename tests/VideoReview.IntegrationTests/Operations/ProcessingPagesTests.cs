using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>The screen of the processing as coordinator and admin see it and act on it.</summary>
public sealed class ProcessingPagesTests(TestWeb web) : IClassFixture<TestWeb>
{
    private const string Group = "/processing/failures?kind=playable&cause=media.cause-copy";

    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lanes_running_jobs_and_failures_are_shown_with_their_figures()
    {
        var (running, failed) =
            (await AddAsync(VideoJobs.Inspect, Running), await AddAsync(VideoJobs.Playable, Failed));
        await AddAsync(VideoJobs.Pictures, "state = 'queued', run_after = now() - interval '3 minutes', created_at "
            + "= now() - interval '1 hour', attempt = 1");
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var page = await Page.OpenAsync(browser, "/processing");
        var each = await Page.OpenAsync(browser, Group);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Matches(@"Gambar [1-9]\d* menunggu, terlama 3 menit( \d+ detik)? 0 berjalan · 0 dicoba "
            + @"lagi nanti Tidak ada pekerja yang mengambil", page.Text);
        Assert.Contains(running.EntryNumber! + " · " + running.Profile.Title, page.Text, StringComparison.Ordinal);
        Assert.Contains("berjalan, 40 %", page.Text, StringComparison.Ordinal);
        Assert.Contains("Pekerja mesin-2:77", page.Text, StringComparison.Ordinal);
        Assert.Contains("Salinan yang dapat diputar tidak berhasil dibuat.", page.Text, StringComparison.Ordinal);
        Assert.Contains(failed.Profile.Title!, each.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Perintah ffmpeg -i file:/scratch/source Status keluar 187 Keluaran terakhir Invalid data found", each.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_is_tried_again_by_itself_says_why_and_when_and_can_be_stopped()
    {
        var entry = await AddAsync(
            VideoJobs.Inspect,
            "state = 'queued', attempt = 4, error_code = 'jobs.cause-transient', error_text = 'the "
                + "store is away', run_after = now() + interval '10 minutes'");
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var page = await Page.OpenAsync(browser, "/processing");
        var stopped = await ActAsync(
            page, ("Input.Act", "cancel-job"), ("Input.Job", (await JobIdAsync(entry)).ToString()),
            ("Input.Reason", "penyimpanan dipindah"));

        Assert.Contains("Periksa video Percobaan ke-5 " + entry.EntryNumber, page.Text, StringComparison.Ordinal);
        Assert.Contains("the store is away", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the store is away", (await stopped.FollowAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_is_sent_again_from_the_page_and_the_act_is_kept()
    {
        var entry = await AddAsync(VideoJobs.Playable, Failed);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));

        var page = await Page.OpenAsync(browser, "/processing");
        var sent = await ActAsync(
            page, ("Input.Act", "send-all-again"), ("Input.Kind", "playable"), ("Input.Cause", "media.cause-copy"));

        Assert.Contains(
            "Kelompok ini sedang diproses ulang.", (await sent.FollowAsync()).Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        Assert.True(await context.Events.AnyAsync(e => e.EntryId == entry.Id && e.Act == "media.sent-again", Stop));
    }

    [Fact]
    public async Task Failure_is_set_aside_only_with_a_reason()
    {
        var entry = await AddAsync(VideoJobs.Playable, Failed);
        var id = await JobIdAsync(entry);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        var page = await Page.OpenAsync(browser, Group);

        var empty = await ActAsync(page, ("Input.Act", "discard"), ("Input.Job", id.ToString()), ("Input.Reason", ""));
        var full = await ActAsync(
            page, ("Input.Act", "discard"), ("Input.Job", id.ToString()),
            ("Input.Reason", "SKPD mengirim video lain."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("Tulis alasannya.", empty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(entry.Profile.Title!, (await full.FollowAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_units_failure_is_read_without_an_act()
    {
        var unit = await people.AddUnitAsync();
        var entry = await AddAsync(VideoJobs.Playable, Failed, unit);
        using var browser = await web.NewBrowserAsync(await people.AddAsync(unit, Role.Coordinator));

        var page = await Page.OpenAsync(browser, Group);
        var sent = await ActAsync(
            page, ("Input.Act", "send-again"), ("Input.Job", (await JobIdAsync(entry)).ToString()));

        Assert.Contains(entry.Profile.Title!, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, sent.Status);
    }

    [Fact]
    public async Task Long_group_is_paged()
    {
        for (var i = 0; i < 21; i++)
        {
            await AddAsync(
                VideoJobs.Pictures, Failed.Replace("media.cause-copy", "media.cause-limit", StringComparison.Ordinal));
        }

        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));
        const string Path = "/processing/failures?kind=pictures&cause=media.cause-limit";

        Assert.Contains("Halaman 1 dari 2", (await Page.OpenAsync(browser, Path)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Halaman 2 dari 2", (await Page.OpenAsync(browser, Path + "&page=2")).Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Page.OpenAsync(browser, "/processing/failures?kind=x&cause=y")).Status);
    }

    private const string Running = """
        state = 'running', attempt = 2, progress_percent = 40, lease_owner = 'mesin-2:77', lease_until = now() + interval '50 seconds', started_at = now() - interval '2 minutes'
        """;

    private const string Failed = """
        state = 'failed', attempt = 1, error_code = 'media.cause-copy', error_text = 'Invalid data found', error_command = 'ffmpeg -i file:/scratch/source', error_exit_status = 187,
        finished_at = now()
        """;

    private static Task<Page> ActAsync(Page page, params (string Name, string? Value)[] typed) =>
        page.SendAsync("act", [("__RequestVerificationToken", page.Token), .. typed]);

    /// <summary>A submitted entry, known by its title, whose video has one job in such a state.</summary>
    private async Task<Entry> AddAsync(string kind, string state, Unit? unit = null)
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), unit ?? await people.AddUnitAsync(), EntryStatus.Submitted,
            VideoStatus.Failed,
            change: e => e.Profile = e.Profile with { Title = "Posyandu " + e.Id.ToString("N")[^12..] });
        await using var context = web.Database.NewContext();
        context.Jobs.Add(new Job
        {
            Id = Guid.CreateVersion7(), SubjectKind = VideoJobs.Subject, SubjectId = entry.VideoId!.Value,
            TurnKey = entry.UnitId, Kind = kind, State = JobState.Done, RunAfter = web.Time.GetUtcNow(),
            CreatedAt = web.Time.GetUtcNow(),
            Lane = kind switch { VideoJobs.Inspect => JobLane.Fast, VideoJobs.Pictures => JobLane.Images, _ =>
                JobLane.Heavy },
        });
        await context.SaveChangesAsync(Stop);
        await using var place = web.Database.DataSource.CreateCommand($"UPDATE job SET {state} WHERE subject_id = $1");
        place.Parameters.Add(new() { Value = entry.VideoId });
        await place.ExecuteNonQueryAsync(Stop);
        return entry;
    }

    private async Task<Guid> JobIdAsync(Entry entry)
    {
        await using var context = web.Database.NewContext();
        return await context.Jobs.Where(job => job.SubjectId == entry.VideoId).Select(job => job.Id).SingleAsync(Stop);
    }
}
