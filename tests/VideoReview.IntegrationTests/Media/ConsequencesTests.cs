using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Periods;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Submitting;
using Xunit;

namespace VideoReview.IntegrationTests.Media;

/// <summary>What follows for the entry and its people when its video plays or is refused.</summary>
public sealed class ConsequencesTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private TestWorker worker = null!;
    private EntryBuilder entries = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        worker = TestWorker.OnDisk(database, time);
        entries = new EntryBuilder(database, time);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(true, EntryStatus.Ready)]
    [InlineData(false, EntryStatus.Submitted)]
    public async Task Submitted_entry_is_accepted_when_its_video_plays_and_the_period_says_so(
        bool acceptsAutomatically, EntryStatus expected)
    {
        var entry = await SubmittedAsync(await Samples.Mp4Async(), p => p.AcceptsAutomatically = acceptsAutomatically);

        Assert.Equal(expected, (await entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Accepted_entry_whose_reviews_are_all_final_moves_on_without_another_act()
    {
        var entry = await SubmittedAsync(await Samples.Mp4Async(), p => p.AcceptsAutomatically = true, ReviewAsync);

        await worker.Services.GetRequiredService<Sweeper>().SweepAsync(Stop);

        Assert.Equal(EntryStatus.Reviewed, (await entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Draft_stays_a_draft_when_its_video_plays()
    {
        var entry = await entries.AddEntryAsync(
            await PeriodAsync(), await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);

        await worker.PlayAsync((await worker.ReceiveAsync(entry, await Samples.Mp4Async())).Id);

        Assert.Equal(EntryStatus.Draft, (await entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Refused_before_closing_leaves_the_entry_and_tells_the_unit()
    {
        var entry = await SubmittedAsync(await Samples.AudioOnlyAsync());

        Assert.Equal(EntryStatus.Submitted, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(["media.notice-refused"], await NoticesAsync(entry));
    }

    [Fact]
    public async Task Refused_after_closing_is_returned_by_the_system_for_a_day_and_not_counted()
    {
        var entry = await SubmittedAsync(await Samples.AudioOnlyAsync(), p => p.ClosesAt = time.GetUtcNow());

        var returned = await entries.ReadAsync(entry.Id);
        var due = time.GetUtcNow().AddHours(24);
        Assert.Equal((EntryStatus.Returned, 0, null), (returned.Status, returned.ReturnCount, returned.ReturnNote));
        Assert.Equal(due, returned.ReturnDueAt!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(["media.notice-refused", "media.notice-returned"], await NoticesAsync(entry));
        await using var context = database.NewContext();
        var effect = await context.DatedEffects.SingleAsync(e => e.SubjectId == entry.Id, Stop);
        Assert.Equal("entries.return-lapsed", effect.Kind);
        Assert.Equal(due, effect.DueAt, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Refused_after_the_period_closed_but_within_an_extension_is_not_returned()
    {
        var entry = await SubmittedAsync(
            await Samples.AudioOnlyAsync(), p => p.ClosesAt = time.GetUtcNow(), ExtendAsync);

        Assert.Equal(EntryStatus.Submitted, (await entries.ReadAsync(entry.Id)).Status);
    }

    /// <summary>Sent while its video was still inspected; then the video is worked on.</summary>
    /// <param name="meanwhile">What else happens before that.</param>
    private async Task<Entry> SubmittedAsync(
        string path, Action<Period>? change = null, Func<Entry, Task>? meanwhile = null)
    {
        var entry = await entries.AddEntryAsync(
            await PeriodAsync(change), await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var video = await worker.ReceiveAsync(entry, path);
        await using (var context = database.NewContext())
        {
            var row = await context.Entries.SingleAsync(s => s.Id == entry.Id, Stop);
            var version = new EntryVersion
            {
                Id = Guid.CreateVersion7(), EntryId = entry.Id, Number = 1, Profile = row.Profile,
                Declarations = row.Declarations, VideoId = video.Id,
                SubmittedBy = entry.CreatedBy, SubmittedAt = time.GetUtcNow(), ReceiptHash = new string('0', 64),
            };
            context.EntryVersions.Add(version);
            (row.VideoId, row.CurrentVersionId, row.SubmittedAt, row.EntryNumber, row.Status) =
                (video.Id, version.Id, version.SubmittedAt, "2026-0001", EntryStatus.Submitted);
            await context.SaveChangesAsync(Stop);
        }

        await (meanwhile?.Invoke(entry) ?? Task.CompletedTask);
        await worker.PlayAsync(video.Id);
        return entry;
    }

    private async Task ExtendAsync(Entry entry)
    {
        await using var context = database.NewContext();
        context.Extensions.Add(new Extension
        {
            Id = Guid.CreateVersion7(), PeriodId = entry.PeriodId, UnitId = entry.UnitId,
            ClosesAt = time.GetUtcNow().AddMinutes(1), Reason = "uji", GrantedBy = entry.CreatedBy,
            GrantedAt = time.GetUtcNow(),
        });
        await context.SaveChangesAsync(Stop);
    }

    /// <summary>As after a return that lapsed: its reviews stand, and all are final.</summary>
    private async Task ReviewAsync(Entry entry)
    {
        for (var i = 0; i < 3; i++)
        {
            await entries.AddReviewAsync(
                entry, await new People(database).AddAsync(Role.Reviewer), ReviewStatus.Final, 3, 3, 3, 3, 3);
        }
    }

    private Task<Period> PeriodAsync(Action<Period>? change = null) => entries.AddPeriodAsync(change: p =>
    {
        p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(5) };
        change?.Invoke(p);
    });

    private async Task<List<string>> NoticesAsync(Entry entry)
    {
        await using var context = database.NewContext();
        return await context.Notices.Where(n => n.AccountId == entry.CreatedBy).OrderBy(n => n.Id).Select(n => n.Code)
            .ToListAsync(Stop);
    }
}
