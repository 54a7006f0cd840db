using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Periods;

public sealed class ClosingTests
{
    private static readonly Guid PeriodId = new("00000000-0000-0000-0000-0000000000a0");
    private static readonly Guid UnitId = new("00000000-0000-0000-0000-0000000000b0");
    private static readonly Guid OtherUnitId = new("00000000-0000-0000-0000-0000000000b1");

    /// <summary>30 November 2026 24.00 WITA.</summary>
    private static readonly DateTimeOffset Closes = new(2026, 11, 30, 16, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(120);

    [Theory]
    [InlineData(new int[0], new int[0], new int[0], 0)]
    [InlineData(new[] { 2 }, new int[0], new int[0], 2)]
    [InlineData(new int[0], new[] { 3 }, new int[0], 3)]
    [InlineData(new int[0], new int[0], new[] { 4 }, 0)]
    [InlineData(new[] { 2, 5 }, new[] { 3 }, new[] { 9 }, 5)]
    [InlineData(new[] { -1 }, new int[0], new int[0], 0)]
    public void Closing_is_the_latest_of_period_and_extensions(int[] whole, int[] own, int[] other, int days)
    {
        var extensions = whole.Select(d => Extension(null, d)).Concat(own.Select(d => Extension(UnitId, d)))
            .Concat(other.Select(d => Extension(OtherUnitId, d)));

        Assert.Equal(Closes.AddDays(days), Closing.Of(Period(), extensions, UnitId));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Return_date_replaces_the_closing_be_it_earlier_or_later(int days) =>
        Assert.Equal(Closes.AddDays(days), Closing.Due(Closes, Closes.AddDays(days)));

    /// <summary>Minutes relative to the closing.</summary>
    [Theory]
    [InlineData(-0.001, true)]
    [InlineData(0, false)]
    [InlineData(0.001, false)]
    public void Upload_begins_before_the_closing(double at, bool may) =>
        Assert.Equal(may, Closing.MayBegin(Closes, At(at)));

    [Theory]
    [InlineData(-0.001, 119.999, true)]
    [InlineData(-0.001, 120, false)]
    [InlineData(0.0, 0, false)]
    [InlineData(0.0, 10, false)]
    [InlineData(null, -0.001, true)]
    [InlineData(null, 0, false)]
    public void Upload_begun_in_time_goes_on_until_the_grace_ends(double? begun, double at, bool may) =>
        Assert.Equal(may, Closing.MayContinue(Closes, Grace, begun is { } b ? At(b) : null, At(at)));

    [Theory]
    [InlineData(-300.0, -200.0, 0)]
    [InlineData(-60.0, -5.0, 10)]
    [InlineData(-0.001, 119.999, 134.999)]
    [InlineData(-0.001, 120.0, 0)]
    [InlineData(0.0, 5.0, 0)]
    [InlineData(-60.0, null, 0)]
    [InlineData(null, null, 0)]
    public void Entry_may_be_sent_until_15_minutes_after_its_upload_finished(
        double? begun, double? completed, double until) =>
        Assert.Equal(
            At(until),
            Closing.SubmitUntil(Closes, Grace, new(begun is { } b ? At(b) : null, completed is { } c ? At(c) : null)));

    [Fact]
    public void Entry_without_upload_is_sent_until_the_closing() =>
        Assert.Equal(Closes, Closing.SubmitUntil(Closes, Grace, null));

    [Theory]
    [InlineData("Asia/Jakarta", "2026-11-22T16:59:59Z", "2026-11-29T17:00:00Z")]
    [InlineData("Asia/Jakarta", "2026-11-22T17:00:00Z", "2026-11-30T17:00:00Z")]
    [InlineData("Asia/Makassar", "2026-11-22T16:00:00Z", "2026-11-30T16:00:00Z")]
    [InlineData("Asia/Jayapura", "2026-12-28T03:00:00Z", "2027-01-04T15:00:00Z")]
    public void Return_is_due_at_the_end_of_the_seventh_day_in_the_periods_zone(string zone, string now, string due) =>
        Assert.Equal(Moment(due), Closing.ReturnDue(Moment(now), 7, Zone.Of(zone)));

    [Theory]
    [InlineData("2026-11-30T23:59", "2026-11-30T16:00:00Z", "2026-11-30T23:59")]
    [InlineData("2026-11-30T16:00", "2026-11-30T08:00:00Z", "2026-11-30T16:00")]
    [InlineData("2026-12-01T00:00", "2026-11-30T16:00:00Z", "2026-11-30T23:59")]
    public void Typed_closing_includes_its_last_minute(string typed, string stored, string shown)
    {
        var zone = Zone.Of("Asia/Makassar");

        var closesAt = Closing.FromTyped(
            DateTime.Parse(typed, System.Globalization.CultureInfo.InvariantCulture), zone);

        Assert.Equal(Moment(stored), closesAt);
        Assert.Equal(shown, Closing.ToTyped(closesAt, zone)
            .ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset At(double minutes) => Closes.AddMinutes(minutes);

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Extension Extension(Guid? unitId, int days) => new()
    {
        Id = Guid.NewGuid(), PeriodId = PeriodId, UnitId = unitId, ClosesAt = Closes.AddDays(days), Reason = "banjir",
        GrantedBy = Guid.Empty, GrantedAt = Closes,
    };

    private static Period Period() => new()
    {
        Id = PeriodId, Name = "2026", Year = 2026, OpensAt = Closes.AddDays(-30), ClosesAt = Closes,
        ReviewDueAt = Closes.AddDays(30), AnnounceOn = new DateOnly(2027, 1, 5), TimeZone = "Asia/Makassar",
        RubricVersionId = Guid.Empty, CreatedAt = Closes.AddDays(-40),
    };
}
