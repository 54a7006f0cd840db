using VideoReview.Application.Coordination;
using VideoReview.Domain.Entries;
using Xunit;

namespace VideoReview.UnitTests.Coordination;

/// <summary>What the board draws.</summary>
public sealed class BoardTests
{
    [Fact]
    public void Every_status_has_one_place_in_the_chain() =>
        Assert.Equal(Enum.GetValues<EntryStatus>(), Board.Chain.Order());
}
