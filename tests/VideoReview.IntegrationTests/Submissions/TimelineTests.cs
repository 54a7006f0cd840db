using VideoReview.Application.Submissions;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Submissions;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submissions;

public sealed class TimelineTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly Entries entries = new(web.Database, web.Time);

    [Fact]
    public async Task Unit_reads_what_is_meant_for_it_once_and_without_minutes()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), await people.AddUnitAsync(), SubmissionStatus.Reviewed);
        await HappenedAsync(
            entry, reviewer.Id,
            ("submissions.submitted", EventAudience.Unit), ("submissions.accepted", EventAudience.Unit), ("reviewing.claimed", EventAudience.Staff),
            ("submissions.review-begun", EventAudience.Unit), ("submissions.no-review-left", EventAudience.Staff), ("submissions.review-begun", EventAudience.Unit),
            ("submissions.reviewed", EventAudience.Unit), ("submissions.reopened", EventAudience.Staff), ("submissions.reviewed", EventAudience.Unit));

        var lines = await web.ActAsync((Timeline timeline) => timeline.ForUnitAsync(entry.Id, TestContext.Current.CancellationToken));

        Assert.Equal(["submissions.reviewed", "submissions.review-begun", "submissions.accepted", "submissions.submitted"], lines.Select(l => l.Act));
        Assert.Equal([false, false, true, true], lines.Select(l => l.ShowsMinute));
    }

    [Fact]
    public async Task Other_entries_stay_out()
    {
        var period = await entries.AddPeriodAsync();
        var unit = await people.AddUnitAsync();
        var (mine, other) = (await entries.AddEntryAsync(period, unit), await entries.AddEntryAsync(period, unit));
        await HappenedAsync(other, null, ("submissions.created", EventAudience.Unit));

        Assert.Empty(await web.ActAsync((Timeline timeline) => timeline.ForUnitAsync(mine.Id, TestContext.Current.CancellationToken)));
    }

    private async Task HappenedAsync(Submission entry, Guid? by, params (string Act, EventAudience Audience)[] acts)
    {
        await using var context = web.Database.NewContext();
        foreach (var (act, audience) in acts)
        {
            context.Events.Add(new Event { At = web.Time.GetUtcNow(), ActorId = by, TrueActorId = by, Act = act, Subject = "submission", SubjectId = entry.Id, SubmissionId = entry.Id, PeriodId = entry.PeriodId, Audience = audience });
            await context.SaveChangesAsync();
        }
    }
}
