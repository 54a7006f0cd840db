using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Entries;

public sealed class EntriesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly People people = new(database);
    private readonly EntryBuilder entries = new(database, TimeProvider.System);

    public static TheoryData<PeriodStatus> PeriodStatuses => [.. Enum.GetValues<PeriodStatus>()];

    public static TheoryData<EntryStatus> EntryStatuses => [.. Enum.GetValues<EntryStatus>()];

    public static TheoryData<VideoStatus> VideoStatuses => [.. Enum.GetValues<VideoStatus>()];

    public static TheoryData<ReviewStatus> ReviewStatuses => [.. Enum.GetValues<ReviewStatus>()];

    [Theory]
    [MemberData(nameof(PeriodStatuses))]
    public async Task Period_of_every_status_can_be_written(PeriodStatus status) =>
        Assert.Equal(status, (await entries.AddPeriodAsync(status)).Status);

    [Theory]
    [MemberData(nameof(EntryStatuses))]
    public async Task Entry_of_every_status_can_be_written(EntryStatus status)
    {
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), await people.AddUnitAsync(), status);

        Assert.Equal(status, (await entries.ReadAsync(entry.Id)).Status);
    }

    [Theory]
    [MemberData(nameof(VideoStatuses))]
    public async Task Video_of_every_status_can_be_written(VideoStatus status)
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), await people.AddUnitAsync(), video: null);

        var video = await entries.AddVideoAsync(entry, status);

        Assert.Equal(video.Id, (await entries.ReadAsync(entry.Id)).VideoId);
    }

    [Theory]
    [MemberData(nameof(ReviewStatuses))]
    public async Task Review_of_every_status_can_be_written(ReviewStatus status)
    {
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(PeriodStatus.Reviewing), await people.AddUnitAsync(), EntryStatus.InReview);
        var version = await entries.AddVersionAsync(entry);

        var review = await entries.AddReviewAsync(entry, await people.AddAsync(Role.Reviewer), status, 1, 2, 3);

        Assert.Equal(version.Id, review.EntryVersionId);
    }
}
