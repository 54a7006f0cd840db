using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

public sealed class ReviewDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly Panel panel = new(desks);

    [Fact]
    public async Task First_draft_is_kept_as_typed_freezes_the_rubric_and_begins_the_entry()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        var typed = new ReviewForm(
            new Dictionary<string, PointEntry>(StringComparer.Ordinal)
            {
                ["background"] = new(1, null), ["benefit"] = new(null, "  spasi \n baris "),
            },
            "Catatan", ReviewForm.VersionOf(review));

        var saved = await panel.SaveAsync(reviewer, review.Id, typed);

        var row = await panel.ReadAsync(review.Id);
        Assert.Equal(ReviewForm.VersionOf(row), saved.Value.Version);
        Assert.Equal((ReviewStatus.Draft, "Catatan"), (row.Status, row.GeneralNote));
        Assert.Equal(
            [("background", 1m, null), ("benefit", null, "  spasi \n baris ")],
            row.Scores.OrderBy(s => s.PointCode).Select(s => (s.PointCode, s.Score, s.Comment)));
        Assert.Equal(EntryStatus.InReview, (await panel.Entries.ReadAsync(entry.Id)).Status);
        Assert.NotNull((await RubricAsync(entry)).FrozenAt);
        Assert.Equal(["reviewing.begun", "entries.review-begun"], await ActsAsync(entry));
    }

    [Fact]
    public async Task Stale_tab_is_refused_and_changes_nothing()
    {
        var (_, reviewer, review) = await panel.AddAssignedAsync();
        var old = await panel.FormAsync(review.Id, 4);
        await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 2));

        Assert.Equal([Refusal.Stale], (await panel.SaveAsync(reviewer, review.Id, old)).Refusals);
        Assert.Equal([Refusal.Stale], (await panel.FinishAsync(reviewer, review.Id, old)).Refusals);
        Assert.All((await panel.ReadAsync(review.Id)).Scores, score => Assert.Equal(2, score.Score));
    }

    [Fact]
    public async Task Two_tabs_saving_at_once_keep_one_text_whole()
    {
        var (_, reviewer, review) = await panel.AddAssignedAsync();
        var forms = new[] { await panel.FormAsync(review.Id, 1, "satu"), await panel.FormAsync(review.Id, 4, "empat") };

        var saved = await Task.WhenAll(forms.Select(form => panel.SaveAsync(reviewer, review.Id, form)));

        Assert.Equal([Refusal.Stale], Assert.Single(saved, s => !s.IsDone).Refusals);
        Assert.Single((await panel.ReadAsync(review.Id)).Scores.Select(s => (s.Score, s.Comment)).Distinct());
    }

    [Fact]
    public async Task Finish_says_what_is_missing_and_keeps_the_draft()
    {
        var (_, reviewer, review) = await panel.AddAssignedAsync();

        var refused = await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 1, ""));

        Assert.Equal(5, refused.Refusals.Count(r => r.Sentence.Code == "reviewing.comment-missing"));
        Assert.Equal((ReviewStatus.Draft, 5), ((await panel.ReadAsync(review.Id)).Status,
            (await panel.ReadAsync(review.Id)).Scores.Count(s => s.Score == 1)));
    }

    [Fact]
    public async Task Final_locks()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        Assert.True((await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id))).IsDone);

        Assert.Equal(
            "reviewing.wrong-status",
            Code(await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 1))));
        Assert.Equal("reviewing.wrong-status", Assert.Single(
            (await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 1))).Refusals).Sentence.Code);
        Assert.Equal("reviewing.wrong-status", Code(await panel.DeclineAsync(reviewer, review.Id)));
        Assert.All((await panel.ReadAsync(review.Id)).Scores, score => Assert.Equal(3, score.Score));
        Assert.Equal(EntryStatus.InReview, (await panel.Entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Last_final_finishes_the_entry_even_when_three_end_at_once()
    {
        var entry = await panel.AddEntryAsync();
        var reviewers = await panel.AddReviewersAsync(3);
        var reviews = await Task.WhenAll(
            reviewers.Select(r => panel.Entries.AddReviewAsync(entry, r, ReviewStatus.Assigned)));
        var forms = await Task.WhenAll(reviews.Select(r => panel.FormAsync(r.Id)));

        await Task.WhenAll(reviewers.Zip(reviews.Zip(forms))
            .Select(r => panel.FinishAsync(r.First, r.Second.First.Id, r.Second.Second)));

        Assert.Equal(EntryStatus.Reviewed, (await panel.Entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(1, (await ActsAsync(entry)).Count(act => act == "entries.reviewed"));
    }

    [Fact]
    public async Task Others_show_only_when_own_is_final_and_the_entry_is_reviewed()
    {
        var entry = await panel.AddEntryAsync(seats: 2);
        var (first, second) = (await panel.People.AddAsync(Role.Reviewer), await panel.People.AddAsync(Role.Reviewer));
        var (a, b) = (await panel.Entries.AddReviewAsync(entry, first, ReviewStatus.Assigned),
            await panel.Entries.AddReviewAsync(entry, second, ReviewStatus.Assigned));
        await panel.FinishAsync(first, a.Id, await panel.FormAsync(a.Id, 2));

        Assert.Empty((await panel.SheetAsync(first, a.Id))!.Others);
        Assert.Empty((await panel.SheetAsync(second, b.Id))!.Others);
        Assert.Null(await panel.SheetAsync(second, a.Id));

        await panel.FinishAsync(second, b.Id, await panel.FormAsync(b.Id, 4));
        Assert.Equal(
            (0, 100m), Assert.Single((await panel.SheetAsync(first, a.Id))!.Others.Select(o => (o.Place, o.Mark))));
        Assert.Equal(
            (0, 50m), Assert.Single((await panel.SheetAsync(second, b.Id))!.Others.Select(o => (o.Place, o.Mark))));
    }

    [Fact]
    public async Task Half_points_need_one_changed_rubric_row_and_nothing_else()
    {
        var (entry, reviewer, review) = await panel.AddAssignedAsync();
        Assert.Equal("reviewing.score-off-scale", (await panel.SaveAsync(
            reviewer, review.Id, await panel.FormAsync(review.Id, 2.5m))).Refusals[0].Sentence.Code);
        await panel.ExecuteAsync("UPDATE rubric_version SET rubric = jsonb_set(rubric, '{step}', '0.5') "
            + $"WHERE id = '{review.RubricVersionId}'");
        Assert.Empty(RubricRules.Check((await RubricAsync(entry)).Rubric));

        Assert.True((await panel.FinishAsync(reviewer, review.Id, await panel.FormAsync(review.Id, 2.5m))).IsDone);

        Assert.Equal(62.5m, (await panel.SheetAsync(reviewer, review.Id))!.Mark);
    }

    [Theory]
    [InlineData(EntryStatus.Returned)]
    [InlineData(EntryStatus.Reviewed)]
    [InlineData(EntryStatus.Disqualified)]
    public async Task Entry_that_is_not_under_review_takes_no_text(EntryStatus status)
    {
        var entry = await panel.Entries.AddEntryAsync(
            await panel.Entries.AddPeriodAsync(PeriodStatus.Reviewing), await panel.People.AddUnitAsync(), status);
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        var review = await panel.Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Draft, 3);

        Assert.Equal("reviewing.entry-closed", Assert.Single(
            (await panel.SaveAsync(reviewer, review.Id, await panel.FormAsync(review.Id))).Refusals).Sentence.Code);
    }

    private async Task<RubricVersion> RubricAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        return await context.RubricVersions.AsNoTracking().SingleAsync(v => v.PeriodId == entry.PeriodId);
    }

    private async Task<List<string>> ActsAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        return await context.Events.Where(e => e.EntryId == entry.Id).OrderBy(e => e.Seq).Select(e => e.Act)
            .ToListAsync();
    }

    private static string Code(Outcome outcome) => Assert.Single(outcome.Refusals).Sentence.Code;
}
