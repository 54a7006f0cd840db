using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

/// <summary>An entry that was returned is sent again.</summary>
public sealed class ResubmitTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly SubmitStage stage = new(desks);

    [Fact]
    public async Task Returned_entry_has_its_own_date_instead_of_the_closing()
    {
        var now = desks.Time.GetUtcNow();
        var closed = await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var (late, lateActor) = await stage.DraftAsync(
            closed, VideoStatus.Playable, EntryStatus.Returned, e => e.ReturnDueAt = now.AddMinutes(1));
        var open = await stage.Entries.AddPeriodAsync();
        var (early, earlyActor) = await stage.DraftAsync(
            open, VideoStatus.Playable, EntryStatus.Returned, e => e.ReturnDueAt = now);

        Assert.True((await stage.SubmitAsync(lateActor, late)).IsDone);
        Assert.Equal(
            "entries.closed", Assert.Single((await stage.SubmitAsync(earlyActor, early)).Refusals).Sentence.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resubmit_makes_a_new_version_with_the_same_or_another_video_and_supersedes_the_reviews(
        bool another)
    {
        var coordinator = await stage.People.AddAsync(Role.Coordinator);
        var period = await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing);
        var (entry, actor) = await stage.DraftAsync(period, VideoStatus.Playable, EntryStatus.Returned);
        foreach (var status in Enum.GetValues<ReviewStatus>())
        {
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), status, 2, 2, 2, 2, 2);
        }

        var video = another ? (await stage.Entries.AddVideoAsync(entry, VideoStatus.Inspecting)).Id : entry.VideoId;
        var receipt = (await stage.SubmitAsync(actor, entry)).Value;

        await using var context = desks.Database.NewContext();
        var row = await context.Entries.SingleAsync(s => s.Id == entry.Id);
        var versions = await context.EntryVersions.Where(v => v.EntryId == entry.Id).OrderBy(v => v.Number)
            .ToListAsync();
        Assert.Equal((entry.EntryNumber, 2), (receipt.EntryNumber, receipt.Version));
        Assert.Equal([entry.VideoId, video], versions.Select(v => (Guid?)v.VideoId));
        Assert.Equal(
            (versions[1].Id, null, null, 1), (row.CurrentVersionId, row.ReturnDueAt, row.ReturnNote, row.ReturnCount));
        Assert.Equal(another ? EntryStatus.Submitted : EntryStatus.Ready, row.Status);
        Assert.Equal(
            [ReviewStatus.Conflict, ReviewStatus.Declined, .. Enumerable.Repeat(ReviewStatus.Superseded, 7)],
            (await context.Reviews.Where(r => r.EntryId == entry.Id).Select(r => r.Status).ToListAsync())
                .OrderBy(s => s.ToString(), StringComparer.Ordinal));
        Assert.Equal("submitting.notice-resubmitted", (await context.Notices.SingleAsync(n =>
            n.AccountId == coordinator.Id && n.Link == "/entries/" + entry.Id)).Code);
    }
}
