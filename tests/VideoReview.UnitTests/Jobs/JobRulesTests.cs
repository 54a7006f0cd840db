using VideoReview.Domain.Jobs;
using Xunit;
using static VideoReview.Domain.Jobs.JobFault;
using static VideoReview.Domain.Jobs.RetryClass;

namespace VideoReview.UnitTests.Jobs;

public sealed class JobRulesTests
{
    [Theory]
    [InlineData(Minutes, Transient, 1, 0, 1)]
    [InlineData(Minutes, Transient, 2, 0, 2)]
    [InlineData(Minutes, Transient, 3, 1, 5)]
    [InlineData(Minutes, Transient, 4, 0, 30)]
    [InlineData(Minutes, Transient, 5, 0, 120)]
    [InlineData(Minutes, Transient, 6, 0, 600)]
    [InlineData(Minutes, Transient, 7, 0, null)]
    [InlineData(Minutes, WorkerLost, 1, 1, 0)]
    [InlineData(Minutes, WorkerLost, 6, 1, 0)]
    [InlineData(Minutes, WorkerLost, 2, 2, null)]
    [InlineData(Minutes, BadInput, 1, 0, null)]
    [InlineData(Minutes, OurBug, 1, 0, 1)]
    [InlineData(Minutes, OurBug, 2, 0, null)]
    [InlineData(Days, Transient, 1, 0, 1)]
    [InlineData(Days, Transient, 7, 0, 1800)]
    [InlineData(Days, Transient, 13, 0, 43200)]
    [InlineData(Days, Transient, 14, 0, null)]
    [InlineData(Days, WorkerLost, 2, 2, null)]
    [InlineData(Days, BadInput, 1, 0, null)]
    public void Fault_is_tried_again_by_its_class(
        RetryClass retry, JobFault fault, int attempt, int losses, int? seconds) =>
        Assert.Equal(
            seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, JobRules.WaitAfter(retry, fault, attempt, losses));

    [Theory]
    [InlineData(Minutes, 7)]
    [InlineData(Days, 14)]
    public void Transient_fault_ends_with_the_last_attempt(RetryClass retry, int attempts)
    {
        Assert.Equal(attempts, JobRules.MaximumAttempts(retry));
        Assert.NotNull(JobRules.WaitAfter(retry, Transient, attempts - 1, 0));
        Assert.Null(JobRules.WaitAfter(retry, Transient, attempts, 0));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Lost_worker_leaves_one_thread(int losses, int threads) =>
        Assert.Equal(threads, JobRules.ThreadsAfter(losses));
}
