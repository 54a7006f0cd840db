using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class VideoJobsTests
{
    [Theory]
    [InlineData(VideoJobs.Store, true)]
    [InlineData(VideoJobs.Inspect, true)]
    [InlineData(VideoJobs.Playable, true)]
    [InlineData(VideoJobs.Pictures, false)]
    [InlineData(VideoJobs.Quality, false)]
    [InlineData(VideoJobs.Match, false)]
    [InlineData(VideoJobs.Poster, false)]
    [InlineData(VideoJobs.Decode, false)]
    [InlineData(VideoJobs.Copies, false)]
    public void Only_pictures_notes_and_smaller_copies_may_be_missed(string kind, bool isEssential) =>
        Assert.Equal(isEssential, VideoJobs.IsEssential(kind));

    [Theory]
    [InlineData("h264", "mp4", 0.5, VideoJobs.Poster, VideoJobs.Pictures, VideoJobs.Decode)]
    [InlineData("h264", "mp4", 2, VideoJobs.Poster, VideoJobs.Pictures, VideoJobs.Copies)]
    [InlineData("h264", "mkv", 0.5, VideoJobs.Poster, VideoJobs.Pictures, VideoJobs.Playable, VideoJobs.Decode)]
    [InlineData("hevc", "mp4", 2, VideoJobs.Poster, VideoJobs.Pictures, VideoJobs.Playable)]
    public void Inspection_makes_pictures_necessary_and_what_the_video_needs_to_play(
        string codec, string format, double megabits, params string[] expected) =>
        Assert.Equal(expected, VideoJobs.After(VideoJobs.Inspect, NewVideo(codec, format, megabits)));

    [Fact]
    public void Refused_video_needs_nothing_more()
    {
        var video = NewVideo("h264", "mp4");
        video.Reasons = [Sentence.Of("media.too-short")];

        Assert.Equal([], VideoJobs.After(VideoJobs.Inspect, video));
    }

    [Theory]
    [InlineData("mkv", "h264", JobLane.Fast)]
    [InlineData("mp4", "hevc", null)]
    public void Streams_that_are_only_moved_go_with_the_inspections(string format, string codec, JobLane? lane)
    {
        var video = NewVideo(codec, format);

        Assert.Equal(
            new JobOrder(VideoJobs.Playable, video.Id, video.UnitId, lane), VideoJobs.Order(VideoJobs.Playable, video));
    }

    private static Video NewVideo(string codec, string format, double megabits = 0.5) => new()
    {
        Id = Guid.NewGuid(), EntryId = Guid.NewGuid(), PeriodId = Guid.NewGuid(), UnitId = Guid.NewGuid(),
        UploadId = Guid.NewGuid(), FileName = "a." + format, SizeBytes = 1, Sha256 = "", Format = format,
        ReceivedAt = default,
        Metadata =
            AcceptanceTests.Good with { VideoCodec = codec, BitRateBitsPerSecond = (long)(megabits * 1_000_000) },
    };
}
