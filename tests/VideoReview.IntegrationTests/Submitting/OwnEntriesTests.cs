using VideoReview.Application.Submitting;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

public sealed class OwnEntriesTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly SubmitStage stage = new(web.Desks);

    [Fact]
    public async Task Cards_show_own_entries_and_those_below_and_nothing_else()
    {
        var (parent, unit, period) = await TreeAsync();
        var (above, own) =
            (await stage.Entries.AddEntryAsync(period, parent), await stage.Entries.AddEntryAsync(period, unit));
        var below = await stage.Entries.AddEntryAsync(
            period, await stage.People.AddUnitAsync(parent: unit), EntryStatus.Decided);
        var actor = People.ActorOf(await stage.People.AddAsync(unit, Role.Submitter));

        var cards = (await PageAsync(actor, 1)).Cards;

        Assert.DoesNotContain(above.Id, cards.Select(c => c.Id));
        Assert.Equal(
            [(own.Id, true, EntryStatus.Draft), (below.Id, false, EntryStatus.Reviewed)],
            cards.Select(c => (c.Id, c.IsOwn, c.Status)));
    }

    [Fact]
    public async Task Cards_are_empty_for_those_who_do_not_submit()
    {
        var (_, unit, period) = await TreeAsync();
        await stage.Entries.AddEntryAsync(period, unit);

        Assert.Equal(0, (await PageAsync(People.ActorOf(await stage.People.AddAsync(unit, Role.Reviewer)), 1)).Total);
    }

    [Fact]
    public async Task Card_tells_video_upload_missing_and_date()
    {
        var (_, unit, _) = await TreeAsync();
        var now = new DateTimeOffset(web.Time.GetUtcNow().Ticks / 10_000_000 * 10_000_000, TimeSpan.Zero);
        var period = await stage.Entries.AddPeriodAsync(change: p => p.ClosesAt = now.AddDays(2));
        var account = await stage.People.AddAsync(unit, Role.Submitter);
        var entry = await stage.Entries.AddEntryAsync(
            period, unit, video: VideoStatus.Refused, by: account,
            change: e => e.Profile = e.Profile with { Title = null });
        await using (var context = web.Database.NewContext())
        {
            context.Extensions.Add(new Extension
            {
                Id = Guid.CreateVersion7(), PeriodId = period.Id, UnitId = unit.Id, ClosesAt = now.AddDays(3),
                Reason = "banjir", GrantedBy = account.Id, GrantedAt = now,
            });
            context.Uploads.Add(new Upload
            {
                Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = period.Id, UnitId = unit.Id,
                AccountId = account.Id, FileName = "ulang.mp4", LengthBytes = 200,
                OffsetBytes = 126, CreatedAt = now, BegunAt = now, ExpiresAt = now.AddDays(7),
            });
            context.VideoPictures.Add(new VideoPicture
            {
                Id = Guid.CreateVersion7(), VideoId = entry.VideoId!.Value, Kind = PictureKind.PosterSmall,
                Position = 1, AtMilliseconds = 1000, WidthPixels = 320, HeightPixels = 180,
                SizeBytes = 1000, Sha256 = new string('a', 64), ObjectKey = "pictures/a", MediaType = "image/webp",
            });
            await context.SaveChangesAsync();
        }

        var card = Assert.Single((await PageAsync(People.ActorOf(account), 1)).Cards);

        Assert.Equal(
            (VideoStatus.Refused, new string('a', 64), now.AddDays(3)),
            (card.VideoStatus, card.PosterSha256, card.Due));
        Assert.Equal(("ulang.mp4", 63), (card.Upload!.FileName, card.Upload.Percent));
        Assert.Equal(["entries.title-missing", "submitting.video-refused"], card.Missing.Select(m => m.Sentence.Code));
    }

    [Fact]
    public async Task Waiting_entries_come_nearest_date_first_and_without_what_was_sent()
    {
        var (_, unit, period) = await TreeAsync();
        var draft = await stage.Entries.AddEntryAsync(period, unit);
        var returned = await stage.Entries.AddEntryAsync(
            period, unit, EntryStatus.Returned, change: e => e.ReturnDueAt = web.Time.GetUtcNow().AddDays(1));
        await stage.Entries.AddEntryAsync(period, unit, EntryStatus.Ready);
        var actor = People.ActorOf(await stage.People.AddAsync(unit, Role.Submitter));

        var waiting = await stage.ActAsync<OwnEntries, IReadOnlyList<EntryCard>>(
            own => own.WaitingAsync(actor, 10, TestContext.Current.CancellationToken));

        Assert.Equal([returned.Id, draft.Id], waiting.Select(c => c.Id));
    }

    [Fact]
    public async Task Pages_hold_every_entry_once()
    {
        var (_, unit, period) = await TreeAsync();
        for (var i = 0; i < OwnEntries.PageSize + 3; i++)
        {
            await stage.Entries.AddEntryAsync(period, unit, video: null);
        }

        var actor = People.ActorOf(await stage.People.AddAsync(unit, Role.Submitter));
        var (first, second) = (await PageAsync(actor, 1), await PageAsync(actor, 2));

        Assert.Equal(
            (OwnEntries.PageSize, 3, (long)OwnEntries.PageSize + 3),
            (first.Cards.Count, second.Cards.Count, second.Total));
        Assert.Equal(OwnEntries.PageSize + 3, first.Cards.Concat(second.Cards).Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public async Task Feedback_reaches_the_unit_when_published_or_returned_with_it_and_never_otherwise()
    {
        var period = await stage.Entries.AddPeriodAsync(PeriodStatus.Published);
        foreach (var (status, shows, expected) in new[]
        {
            (EntryStatus.InReview, true, false), (EntryStatus.Reviewed, true, false),
            (EntryStatus.Decided, true, false), (EntryStatus.Published, false, true),
            (EntryStatus.Returned, false, false), (EntryStatus.Returned, true, true),
            (EntryStatus.Submitted, true, false), (EntryStatus.Disqualified, true, false),
        })
        {
            var (entry, _) = await stage.DraftAsync(
                period, VideoStatus.Playable, status, e => e.ReturnShowsFeedback = shows);
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 1, 2, 3, 4);

            Assert.True(expected == await FeedbackAsync(entry) is not null, $"{status} {shows}");
        }
    }

    [Fact]
    public async Task Feedback_is_of_final_reviews_of_the_current_version_and_the_mark_only_when_published()
    {
        var period = await stage.Entries.AddPeriodAsync(PeriodStatus.Published);
        foreach (var status in new[] { EntryStatus.Published, EntryStatus.Returned })
        {
            var (entry, _) = await stage.DraftAsync(
                period, VideoStatus.Playable, status, e => e.ReturnShowsFeedback = true);
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Final, 0, 0, 0, 0, 0);
            await stage.Entries.AddVersionAsync(entry);
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 1, 2, 3, 4);
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 2, 2, 3, 4);
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Draft, 0, 0, 0, 0, 0);
            entry.CurrentVersionId = (await stage.Entries.ReadAsync(entry.Id)).CurrentVersionId;

            var feedback = (await FeedbackAsync(entry))!;

            Assert.Equal([4m, 1.5m, 2m, 3m, 4m], feedback.Points.Select(p => p.Result.Mean));
            Assert.Equal([true, false, true, true, true], feedback.Points.Select(p => p.Result.IsMet));
            Assert.All(
                feedback.Points,
                p => Assert.Equal(["Komentar " + p.Point.Code, "Komentar " + p.Point.Code], p.Comments));
            Assert.Equal(status is EntryStatus.Published ? 72.5m : null, feedback.Mark);
            Assert.Equal(status is EntryStatus.Published ? 4 : null, feedback.Level?.PointsMet);
        }
    }

    private Task<CardPage> PageAsync(Actor actor, int page) =>
        stage.ActAsync<OwnEntries, CardPage>(own => own.PageAsync(actor, page, TestContext.Current.CancellationToken));

    private Task<EntryFeedback?> FeedbackAsync(Entry entry) => stage.ActAsync<Feedback, EntryFeedback?>(
        feedback => feedback.OfAsync(entry, TestContext.Current.CancellationToken));

    private async Task<(Unit Parent, Unit Unit, Period Period)> TreeAsync()
    {
        var parent = await stage.People.AddUnitAsync();
        return (parent, await stage.People.AddUnitAsync(parent: parent), await stage.Entries.AddPeriodAsync());
    }
}
