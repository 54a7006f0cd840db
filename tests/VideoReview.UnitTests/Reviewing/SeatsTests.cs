using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using Xunit;
using static VideoReview.Domain.Reviewing.ReviewStatus;

namespace VideoReview.UnitTests.Reviewing;

public sealed class SeatsTests
{
    private static readonly DateTimeOffset Clock = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    public static Arbitrary<Seat[]> AnySeats() => Gen.ArrayOf(
        from status in Gen.Elements(Enum.GetValues<ReviewStatus>())
        from lease in Gen.Choose(-60, 60)
        from due in Gen.Choose(-60, 60)
        select new Seat(
            status, status is Claimed || lease % 2 == 0 ? Clock.AddMinutes(lease) : null,
            due % 3 == 0 ? null : Clock.AddDays(due)))
        .ToArbitrary();

    [Theory]
    [InlineData(Final, null, true)]
    [InlineData(Draft, -1, true)]
    [InlineData(Assigned, null, true)]
    [InlineData(Claimed, 1, true)]
    [InlineData(Claimed, 0, false)]
    [InlineData(Claimed, -1, false)]
    [InlineData(Expired, 1, false)]
    [InlineData(Declined, null, false)]
    [InlineData(Conflict, null, false)]
    [InlineData(Cancelled, null, false)]
    [InlineData(Superseded, null, false)]
    public void Seat_is_held_as_the_product_says(ReviewStatus status, int? leaseMinutes, bool holds) =>
        Assert.Equal(holds, Seats.Holds(new(status, leaseMinutes is { } m ? Clock.AddMinutes(m) : null, null), Clock));

    [Property(Arbitrary = [typeof(SeatsTests)])]
    public void Held_seats_are_those_that_hold_in_any_order(Seat[] seats)
    {
        var count = Seats.Count(seats, Clock);

        Assert.Equal(seats.Count(seat => Seats.Holds(seat, Clock)), count.Held);
        Assert.Equal(count, Seats.Count(seats.Reverse(), Clock));
    }

    [Property(Arbitrary = [typeof(SeatsTests)])]
    public void Finished_entry_has_all_seats_final_or_two_finals_after_its_time(
        Seat[] seats, PositiveInt wanted, bool isOverdue)
    {
        var count = Seats.Count(seats, Clock);

        if (Seats.Next(EntryStatus.InReview, count, wanted.Get, isOverdue) is EntryMove.Finished)
        {
            Assert.True(
                (count.Finals >= wanted.Get && count.Drafts + count.Waiting == 0) || (isOverdue && count.Finals >= 2));
        }
    }

    [Property(Arbitrary = [typeof(SeatsTests)])]
    public void Settling_comes_to_rest(Seat[] seats, PositiveInt wanted, bool isOverdue)
    {
        var (status, count, moves) = (EntryStatus.Ready, Seats.Count(seats, Clock), 0);
        while (Seats.Next(status, count, wanted.Get, isOverdue) is { } move)
        {
            status = move switch
            {
                EntryMove.FirstDraft => EntryStatus.InReview,
                EntryMove.NoReviewLeft => EntryStatus.Ready,
                _ => EntryStatus.Reviewed,
            };
            Assert.True(++moves <= 2);
        }

        Assert.Equal(count.Begun == 0, status is EntryStatus.Ready);
    }

    [Fact]
    public void Fourth_seat_is_waited_for_as_well()
    {
        var three = new SeatCount(3, 0, 0, null);

        Assert.Equal(EntryMove.Finished, Seats.Next(EntryStatus.InReview, three, 3, false));
        Assert.Null(Seats.Next(EntryStatus.InReview, three with { Waiting = 1 }, 3, false));
    }

    [Fact]
    public void Review_with_a_later_date_of_its_own_keeps_the_entry_open()
    {
        var seats = new SeatCount(2, 1, 0, Clock.AddDays(1));

        Assert.False(Seats.IsOverdue(seats, Clock, Clock));
        Assert.True(Seats.IsOverdue(seats with { LastDueAt = Clock }, Clock, Clock));
        Assert.False(Seats.IsOverdue(seats with { LastDueAt = null }, Clock.AddTicks(1), Clock));
    }

    [Theory]
    [InlineData(2, EntryStatus.InReview, null)]
    [InlineData(1, EntryStatus.InReview, "reviewing.too-few-finals")]
    [InlineData(3, EntryStatus.Reviewed, "entries.wrong-status")]
    [InlineData(3, EntryStatus.Ready, "entries.wrong-status")]
    public void Closing_early_needs_two_finals(int finals, EntryStatus entry, string? code) =>
        Assert.Equal(code, Seats.WhyNotClose(entry, new(finals, 1, 1, null))?.Sentence.Code);

    [Fact]
    public void Others_open_when_own_is_final_and_the_entry_is_reviewed()
    {
        var open = from own in Enum.GetValues<ReviewStatus>()
            from entry in Enum.GetValues<EntryStatus>()
            where ReviewRights.MaySeeOthers(own, entry)
            select (own, entry);

        Assert.Equal(
            [(Final, EntryStatus.Reviewed), (Final, EntryStatus.Decided), (Final, EntryStatus.Published)], open);
    }
}
