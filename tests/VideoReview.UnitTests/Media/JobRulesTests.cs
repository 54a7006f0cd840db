using VideoReview.Domain.Media;
using Xunit;
using static VideoReview.Domain.Media.JobFault;

namespace VideoReview.UnitTests.Media;

public sealed class JobRulesTests
{
    [Theory]
    [InlineData(Transient, 1, 0, 1)]
    [InlineData(Transient, 2, 0, 2)]
    [InlineData(Transient, 3, 1, 5)]
    [InlineData(Transient, 4, 0, 30)]
    [InlineData(Transient, 5, 0, 120)]
    [InlineData(Transient, 6, 0, 600)]
    [InlineData(Transient, 7, 0, null)]
    [InlineData(WorkerLost, 1, 1, 0)]
    [InlineData(WorkerLost, 6, 1, 0)]
    [InlineData(WorkerLost, 2, 2, null)]
    [InlineData(BadInput, 1, 0, null)]
    [InlineData(OurBug, 1, 0, 1)]
    [InlineData(OurBug, 2, 0, null)]
    public void Fault_is_tried_again_by_its_class(JobFault fault, int attempt, int losses, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, JobRules.WaitAfter(fault, attempt, losses));

    [Fact]
    public void Transient_fault_ends_with_the_last_attempt()
    {
        Assert.NotNull(JobRules.WaitAfter(Transient, JobRules.MaximumAttempts - 1, 0));
        Assert.Null(JobRules.WaitAfter(Transient, JobRules.MaximumAttempts, 0));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Lost_worker_leaves_one_thread(int losses, int threads) => Assert.Equal(threads, JobRules.ThreadsAfter(losses));

    [Theory]
    [InlineData(MediaJobKind.Store, true)]
    [InlineData(MediaJobKind.Inspect, true)]
    [InlineData(MediaJobKind.Playable, true)]
    [InlineData(MediaJobKind.Pictures, false)]
    [InlineData(MediaJobKind.Quality, false)]
    [InlineData(MediaJobKind.Match, false)]
    [InlineData(MediaJobKind.Poster, false)]
    [InlineData(MediaJobKind.Copies, false)]
    public void Only_pictures_notes_and_smaller_copies_may_be_missed(MediaJobKind kind, bool isEssential) => Assert.Equal(isEssential, JobRules.IsEssential(kind));
}
