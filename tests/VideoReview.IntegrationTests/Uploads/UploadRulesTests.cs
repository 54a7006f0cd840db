using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>Who may upload what, when and how much.</summary>
public sealed class UploadRulesTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Fact]
    public async Task Nobody_outside_the_unit_finds_an_upload()
    {
        var sender = await site.AddSenderAsync();
        using var own = await site.Web.NewClientAsync(sender.Account);
        var url = await own.CreateAsync(sender.Entry.Id, 100_000);
        var child = await site.People.AddUnitAsync(
            parent: (await UnitsAsync()).Single(u => u.Id == sender.Entry.UnitId));
        var neighbour = await site.People.AddAsync(await site.People.AddUnitAsync(), Role.Submitter);
        var below = await site.People.AddAsync(child, Role.Submitter);

        foreach (var other in new[] { neighbour, below })
        {
            using var tus = await site.Web.NewClientAsync(other);
            Assert.Equal(new(404), await tus.HeadAsync(url));
            Assert.Equal(new(404, null, "shell.not-found"), await tus.PatchAsync(url, 0, UploadSite.Mp4(10)));
            Assert.Equal(new(404, null, "shell.not-found"), await tus.DeleteAsync(url));
            Assert.Equal(new(404, null, "shell.not-found"), await tus.HashAsync(url, new string('0', 64)));
            Assert.Equal(new(404, null, "shell.not-found"), await tus.TryCreateAsync(sender.Entry.Id, 10));
            Assert.Equal(
                new(404, null, "shell.not-found"),
                await tus.TellAsync(new(HttpMethod.Get, $"/uploads?entry={sender.Entry.Id}")));
        }

        Assert.Equal(new(200, 0), await own.HeadAsync(url));
    }

    [Fact]
    public async Task Other_roles_and_strangers_are_kept_out()
    {
        var sender = await site.AddSenderAsync();
        using var own = await site.Web.NewClientAsync(sender.Account);
        var url = await own.CreateAsync(sender.Entry.Id, 100_000);
        using var coordinator = await site.Web.NewClientAsync(
            await site.People.AddAsync(Role.Coordinator, Role.Reviewer, Role.Observer));
        using var stranger = new Tus(site.Web.Address, "nobody=1");

        Assert.Equal(new(403), await coordinator.HeadAsync(url));
        Assert.Equal(new(403), await coordinator.TryCreateAsync(sender.Entry.Id, 10));
        Assert.Equal(new(401), await stranger.HeadAsync(url));
        Assert.Equal(new(401), await stranger.PatchAsync(url, 0, UploadSite.Mp4(10)));
    }

    [Fact]
    public async Task Colleague_of_the_unit_goes_on_with_the_upload()
    {
        var sender = await site.AddSenderAsync();
        using var first = await site.Web.NewClientAsync(sender.Account);
        using var second = await site.Web.NewClientAsync(
            await site.People.AddAsync((await UnitsAsync()).Single(u => u.Id == sender.Entry.UnitId), Role.Submitter));
        var file = UploadSite.Mp4(100_000);
        var url = await first.CreateAsync(sender.Entry.Id, file.Length);
        await first.PatchAsync(url, 0, file.AsMemory(0, 80_000));

        Assert.Equal(new(204, file.Length), await second.PatchAsync(url, 80_000, file.AsMemory(80_000)));
    }

    [Fact]
    public async Task Calls_from_other_sites_are_refused()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var url = await tus.CreateAsync(sender.Entry.Id, 100_000);

        Assert.Equal(
            new(403), await tus.PatchAsync(url, 0, UploadSite.Mp4(10), ("Origin", "https://elsewhere.example")));
        Assert.Equal(new(403), await tus.PatchAsync(url, 0, UploadSite.Mp4(10), ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(new(204, 10), await tus.PatchAsync(url, 0, UploadSite.Mp4(10), ("Sec-Fetch-Site", "same-origin")));
    }

    [Theory]
    [InlineData(500_000_000, 201, null)]
    [InlineData(500_000_001, 413, "uploads.too-large")]
    [InlineData(0, 422, "uploads.empty")]
    public async Task Size_is_judged_before_the_first_byte(long length, int status, string? code)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(new(status, null, code), await tus.TryCreateAsync(sender.Entry.Id, length));
    }

    [Fact]
    public async Task Quota_of_the_unit_is_not_passed_by_many_at_once()
    {
        var sender = await site.AddSenderAsync(
            period => period.FileRules = new() { MaximumSizeBytes = 100_000_000, QuotaBytes = 700_000_000 });
        var unit = (await UnitsAsync()).Single(u => u.Id == sender.Entry.UnitId);
        await using var context = site.Database.NewContext();
        var period = await context.Periods.SingleAsync(p => p.Id == sender.Entry.PeriodId);
        var entries = new List<Entry>();
        for (var entry = 0; entry < 6; entry++)
        {
            entries.Add(await site.Entries.AddEntryAsync(period, unit, video: null, by: sender.Account));
        }

        using var tus = await site.Web.NewClientAsync(sender.Account);

        var told = await Task.WhenAll(
            entries.SelectMany(entry => Enumerable.Range(0, 4).Select(_ => tus.TryCreateAsync(entry.Id, 100_000_000))));

        Assert.Equal(7, told.Count(answer => answer == new Told(201)));
        Assert.Equal(17, told.Count(answer => answer == new Told(413, null, "uploads.quota")));
    }

    [Fact]
    public async Task Kept_videos_count_in_the_quota_and_cancelling_frees_it()
    {
        var sender = await site.AddSenderAsync(
            period => period.FileRules = new() { MaximumSizeBytes = 100_000_000, QuotaBytes = 150_000_000 });
        await site.Entries.AddVideoAsync(sender.Entry);
        using var tus = await site.Web.NewClientAsync(sender.Account);

        var url = await tus.CreateAsync(sender.Entry.Id, 100_000_000);
        Assert.Equal(new(413, null, "uploads.quota"), await tus.TryCreateAsync(sender.Entry.Id, 1));
        await tus.DeleteAsync(url);
        Assert.Equal(new(201), await tus.TryCreateAsync(sender.Entry.Id, 100_000_000));
    }

    [Fact]
    public async Task Entry_has_at_most_five_unfinished_uploads()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        for (var upload = 0; upload < 5; upload++)
        {
            await tus.CreateAsync(sender.Entry.Id, 100);
        }

        Assert.Equal(new(403, null, "uploads.too-many-open"), await tus.TryCreateAsync(sender.Entry.Id, 100));
    }

    [Theory]
    [InlineData(EntryStatus.Submitted)]
    [InlineData(EntryStatus.InReview)]
    [InlineData(EntryStatus.Rejected)]
    public async Task Entry_that_was_sent_takes_no_file(EntryStatus status)
    {
        var sender = await site.AddSenderAsync(status: status);
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(new(403, null, "uploads.entry-status"), await tus.TryCreateAsync(sender.Entry.Id, 100));
    }

    [Fact]
    public async Task Entry_withdrawn_meanwhile_keeps_its_video_and_the_upload_waits()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(100_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        await tus.PatchAsync(url, 0, file.AsMemory(0, 80_000));
        await using var context = site.Database.NewContext();
        await SetStatusAsync(EntryStatus.Withdrawn);

        Assert.Equal(new(403, null, "uploads.entry-status"), await tus.PatchAsync(url, 80_000, file.AsMemory(80_000)));
        await SetStatusAsync(EntryStatus.Draft);
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 80_000, file.AsMemory(80_000)));

        Task SetStatusAsync(EntryStatus status) => context.Entries.Where(s => s.Id == sender.Entry.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.Status, status));
    }

    private async Task<List<Unit>> UnitsAsync()
    {
        await using var context = site.Database.NewContext();
        return await context.Units.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
