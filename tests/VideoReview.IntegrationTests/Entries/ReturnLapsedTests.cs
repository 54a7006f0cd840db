using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Entries;
using VideoReview.Application.Periods;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Entries;

public sealed class ReturnLapsedTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Fact]
    public async Task Lapsed_return_puts_the_last_version_back_and_tells_the_coordinators()
    {
        var coordinator = await people.AddAsync(Role.Coordinator);
        var entry = await ReturnedAsync(PeriodStatus.Open, TimeSpan.Zero);
        await entries.AddVideoAsync(entry, change: upload => upload.BegunAt = null);
        await RetitleAsync(entry, "Belum dikirim");

        await SweepAsync(entry);

        var row = await entries.ReadAsync(entry.Id);
        Assert.Equal(
            (EntryStatus.Submitted, entry.CurrentVersionId, entry.VideoId, "Posyandu Digital"),
            (row.Status, row.CurrentVersionId, row.VideoId, row.Profile.Title));
        Assert.Null(row.ReturnDueAt);
        await using var context = desks.Database.NewContext();
        var told = await context.Notices.SingleAsync(
            n => n.AccountId == coordinator.Id && n.Link == "/entries/" + entry.Id);
        Assert.Equal("entries.notice-return-lapsed", told.Code);
        var written = await context.Events.SingleAsync(e => e.EntryId == entry.Id);
        Assert.Equal(
            ("entries.return-lapsed", "returned", "submitted", null),
            (written.Act, written.From, written.To, written.ActorId));
    }

    [Fact]
    public async Task Return_with_a_later_date_is_kept_for_then()
    {
        var entry = await ReturnedAsync(PeriodStatus.Open, TimeSpan.FromHours(3));

        await SweepAsync(entry);

        Assert.Equal(EntryStatus.Returned, (await entries.ReadAsync(entry.Id)).Status);
        var effect = await EffectAsync(entry);
        Assert.Null(effect.DoneAt);
        Assert.Equal(entry.ReturnDueAt, effect.DueAt);
    }

    [Fact]
    public async Task Upload_begun_in_time_puts_it_off_until_it_must_be_finished()
    {
        var entry = await ReturnedAsync(PeriodStatus.Open, TimeSpan.Zero);
        var now = desks.Time.GetUtcNow();
        await using (var context = desks.Database.NewContext())
        {
            context.Uploads.Add(new Upload
            {
                Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
                AccountId = entry.CreatedBy, FileName = "a.mp4", LengthBytes = 100, OffsetBytes = 50,
                CreatedAt = now.AddMinutes(-10), BegunAt = now.AddMinutes(-9), ExpiresAt = now.AddDays(7),
            });
            await context.SaveChangesAsync();
        }

        await SweepAsync(entry);

        Assert.Equal(EntryStatus.Returned, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(entry.ReturnDueAt!.Value.AddMinutes(120), (await EffectAsync(entry)).DueAt);
    }

    [Fact]
    public async Task Entry_sent_meanwhile_is_left_alone()
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.Ready);
        await AddEffectAsync(entry);

        await SweepAsync(entry);

        Assert.Equal(EntryStatus.Ready, (await entries.ReadAsync(entry.Id)).Status);
        Assert.NotNull((await EffectAsync(entry)).DoneAt);
    }

    [Fact]
    public async Task Decided_period_keeps_the_entry_returned()
    {
        var entry = await ReturnedAsync(PeriodStatus.Decided, TimeSpan.Zero);

        await SweepAsync(entry);

        Assert.Equal(EntryStatus.Returned, (await entries.ReadAsync(entry.Id)).Status);
        Assert.NotNull((await EffectAsync(entry)).DoneAt);
    }

    private async Task<Entry> ReturnedAsync(PeriodStatus period, TimeSpan left)
    {
        // A row keeps microseconds, the clock more.
        var due = new DateTimeOffset(desks.Time.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero) + left;
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(period), await people.AddUnitAsync(), EntryStatus.Returned,
            change: e => e.ReturnDueAt = due);
        await AddEffectAsync(entry);
        return entry;
    }

    private async Task AddEffectAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        context.DatedEffects.Add(new DatedEffect
        {
            Id = Guid.CreateVersion7(), Kind = ReturnLapsed.EffectKind, SubjectId = entry.Id,
            DueAt = desks.Time.GetUtcNow(),
        });
        await context.SaveChangesAsync();
    }

    private async Task RetitleAsync(Entry entry, string title)
    {
        await using var context = desks.Database.NewContext();
        var row = await context.Entries.SingleAsync(s => s.Id == entry.Id);
        row.Profile = row.Profile with { Title = title };
        await context.SaveChangesAsync();
    }

    private async Task SweepAsync(Entry entry)
    {
        await desks.Services.GetRequiredService<Sweeper>().SweepAsync(TestContext.Current.CancellationToken);

        // The program's own sweeper may have taken the row: its end is what counts.
        await Eventually.Async(
            async () => await EffectAsync(entry) is var effect
                && (effect.DoneAt is not null || effect.DueAt > desks.Time.GetUtcNow() || effect.Attempts > 0),
            "the effect was handled");
    }

    private async Task<DatedEffect> EffectAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        return await context.DatedEffects.AsNoTracking().SingleAsync(e => e.SubjectId == entry.Id);
    }
}
