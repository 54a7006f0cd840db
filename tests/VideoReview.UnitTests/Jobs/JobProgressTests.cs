using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Jobs;

public sealed class JobProgressTests
{
    [Theory]
    [InlineData(130, 42, 3)]
    [InlineData(60, 50, 1)]
    [InlineData(61, 50, 2)]
    [InlineData(600, 99, 1)]
    [InlineData(10, 3, 6)]
    [InlineData(9, 50, null)]
    [InlineData(600, 2, null)]
    [InlineData(600, 0, null)]
    [InlineData(600, 100, null)]
    [InlineData(-5, 50, null)]
    public void Rest_is_told_in_minutes_once_something_can_be_said(int takenSeconds, int percent, int? minutes) =>
        Assert.Equal(
            minutes is { } left ? TimeSpan.FromMinutes(left) : null,
            JobProgress.Left(TimeSpan.FromSeconds(takenSeconds), percent));
}
