using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Uploads;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>What time does to an upload. Each test moves its clock, hence has a site of its own.</summary>
public sealed class UploadClosingTests : IAsyncLifetime
{
    private readonly UploadSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Upload_begun_in_time_is_finished_within_the_grace_and_not_after()
    {
        var (sender, file) = (await ClosingInAsync(TimeSpan.FromMinutes(10)), UploadSite.Mp4(200_000));
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var (begun, late, untouched) = (await tus.CreateAsync(sender.Entry.Id, file.Length),
            await tus.CreateAsync(sender.Entry.Id, file.Length), await tus.CreateAsync(sender.Entry.Id, file.Length));
        await tus.PatchAsync(begun, 0, file.AsMemory(0, 65_536));
        await tus.PatchAsync(late, 0, file.AsMemory(0, 65_536));
        await tus.PatchAsync(untouched, 0, file.AsMemory(0, 65_535));

        site.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(new(403, null, "uploads.closed"), await tus.TryCreateAsync(sender.Entry.Id, 100));
        Assert.Equal(new(403, null, "uploads.closed"), await tus.PatchAsync(untouched, 65_535, file.AsMemory(65_535)));

        site.Time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(begun, 65_536, file.AsMemory(65_536)));

        site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new(403, null, "uploads.closed"), await tus.PatchAsync(late, 65_536, file.AsMemory(65_536)));
    }

    [Fact]
    public async Task Grace_that_ends_during_a_request_ends_it_unless_an_extension_came()
    {
        var (sender, file) = (await ClosingInAsync(TimeSpan.FromMinutes(10)), UploadSite.Mp4(400_000));
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var (cut, extended) =
            (await tus.CreateAsync(sender.Entry.Id, file.Length), await tus.CreateAsync(sender.Entry.Id, file.Length));
        var (first, second) = (new SteppedBody(file, 100_000), new SteppedBody(file, 100_000));
        var (running, going) = (tus.TellAsync(Tus.Patch(cut, 0, first)), tus.TellAsync(Tus.Patch(extended, 0, second)));
        await ArrivedAsync(cut, 65_536);
        await ArrivedAsync(extended, 65_536);

        site.Time.Advance(TimeSpan.FromMinutes(130));
        first.Go();
        Assert.Equal(new(403, null, "uploads.closed"), await running);

        await ExtendAsync(sender);
        second.Go();
        Assert.Equal(new(204, file.Length), await going);
    }

    [Fact]
    public async Task Returned_entry_is_uploaded_to_until_its_own_date()
    {
        var sender = await site.AddSenderAsync(
            period => period.ClosesAt = site.Time.GetUtcNow().AddDays(-1), Domain.Entries.EntryStatus.Returned);
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(new(201), await tus.TryCreateAsync(sender.Entry.Id, 100));
        site.Time.Advance(TimeSpan.FromDays(7));
        using var later = await site.Web.NewClientAsync(sender.Account);
        Assert.Equal(new(403, null, "uploads.closed"), await later.TryCreateAsync(sender.Entry.Id, 100));
    }

    [Fact]
    public async Task Unfinished_upload_expires_after_seven_days_and_frees_its_place()
    {
        var sender = await site.AddSenderAsync(
            period => period.FileRules = new() { MaximumSizeBytes = 1_000_000, QuotaBytes = 1_000_000 });
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(1_000_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        await tus.PatchAsync(url, 0, file.AsMemory(0, 100_000));
        var sweeper = site.Web.Services.GetRequiredService<UploadSweeper>();

        site.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await sweeper.SweepAsync(TestContext.Current.CancellationToken);
        using var later = await site.Web.NewClientAsync(sender.Account);
        Assert.Equal(new(200, 100_000), await later.HeadAsync(url));

        site.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new(410), await later.HeadAsync(url));
        await sweeper.SweepAsync(TestContext.Current.CancellationToken);

        // The program's own round may be at this row, and is not waited for by ours.
        await Eventually.Async(
            async () => (await site.ReadAsync(url)).Status == UploadStatus.Expired
                && !File.Exists(site.StagedPath(url)),
            "expired, and its file gone");
        Assert.Equal(new(201), await later.TryCreateAsync(sender.Entry.Id, file.Length));
    }

    [Fact]
    public async Task Files_that_no_row_needs_are_swept_and_all_others_stay()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(100_000);
        var open = await tus.CreateAsync(sender.Entry.Id, file.Length);
        await tus.PatchAsync(open, 0, file.AsMemory(0, 70_000));
        var unstored = await site.Entries.AddVideoAsync(sender.Entry, Domain.Media.VideoStatus.Received);
        var waiting = Path.Combine(site.Staging, unstored.UploadId.ToString("N"));
        await File.WriteAllBytesAsync(waiting, file, TestContext.Current.CancellationToken);
        var orphan = Path.Combine(site.Staging, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(orphan, file, TestContext.Current.CancellationToken);
        var foreign = Path.Combine(site.Staging, "README");
        await File.WriteAllBytesAsync(foreign, file, TestContext.Current.CancellationToken);

        await site.Web.Services.GetRequiredService<UploadSweeper>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            new[] { foreign, site.StagedPath(open), waiting }.Order(StringComparer.Ordinal),
            Directory.GetFiles(site.Staging).Order(StringComparer.Ordinal));
    }

    private Task<Sender> ClosingInAsync(TimeSpan time) => site.AddSenderAsync(period =>
    {
        period.ClosesAt = site.Time.GetUtcNow() + time;
        period.UploadGrace = TimeSpan.FromMinutes(120);
    });

    private Task ArrivedAsync(string url, long bytes) => Support.Eventually.Async(
        async () => (await site.ReadAsync(url)).OffsetBytes >= bytes, "the first bytes are on disk");

    private async Task ExtendAsync(Sender sender)
    {
        await using var context = site.Database.NewContext();
        context.Extensions.Add(new Extension
        {
            Id = Guid.CreateVersion7(), PeriodId = sender.Entry.PeriodId, UnitId = sender.Entry.UnitId,
            ClosesAt = site.Time.GetUtcNow().AddDays(1), Reason = "banjir",
            GrantedBy = sender.Account.Id, GrantedAt = site.Time.GetUtcNow(),
        });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
