using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Entries;

public sealed class TimelineTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Fact]
    public async Task Unit_reads_what_is_meant_for_it_once_and_without_minutes()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), EntryStatus.Reviewed);
        await HappenedAsync(
            entry, reviewer.Id,
            ("entries.submitted", EventAudience.Unit), ("entries.accepted", EventAudience.Unit),
            ("reviewing.claimed", EventAudience.Staff), ("entries.review-begun", EventAudience.Unit),
            ("entries.no-review-left", EventAudience.Staff), ("entries.review-begun", EventAudience.Unit),
            ("entries.reviewed", EventAudience.Unit), ("entries.reopened", EventAudience.Staff),
            ("entries.reviewed", EventAudience.Unit));

        var lines = await desks.ActAsync(
            (Timeline timeline) => timeline.ForUnitAsync(entry.Id, TestContext.Current.CancellationToken));

        Assert.Equal(
            ["entries.reviewed", "entries.review-begun", "entries.accepted", "entries.submitted"],
            lines.Select(l => l.Act));
        Assert.Equal([false, false, true, true], lines.Select(l => l.ShowsMinute));
    }

    [Fact]
    public async Task Other_entries_stay_out()
    {
        var period = await entries.AddPeriodAsync();
        var unit = await people.AddUnitAsync();
        var (mine, other) = (await entries.AddEntryAsync(period, unit), await entries.AddEntryAsync(period, unit));
        await HappenedAsync(other, null, ("entries.created", EventAudience.Unit));

        Assert.Empty(await desks.ActAsync(
            (Timeline timeline) => timeline.ForUnitAsync(mine.Id, TestContext.Current.CancellationToken)));
    }

    private async Task HappenedAsync(Entry entry, Guid? by, params (string Act, EventAudience Audience)[] acts)
    {
        await using var context = desks.Database.NewContext();
        foreach (var (act, audience) in acts)
        {
            context.Events.Add(new Event
            {
                At = desks.Time.GetUtcNow(), ActorId = by, TrueActorId = by, Act = act, Subject = "entry",
                SubjectId = entry.Id, EntryId = entry.Id, PeriodId = entry.PeriodId, Audience = audience,
            });
            await context.SaveChangesAsync();
        }
    }
}
