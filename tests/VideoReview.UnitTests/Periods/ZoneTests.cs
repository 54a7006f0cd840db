using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VideoReview.Domain.Periods;
using Xunit;

namespace VideoReview.UnitTests.Periods;

public sealed class ZoneTests
{
    [Fact]
    public void Offsets_are_those_of_the_zone_database_on_every_day_of_a_century()
    {
        foreach (var zone in Zone.All)
        {
            var known = TimeZoneInfo.FindSystemTimeZoneById(zone.Name);
            for (var day = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2100; day = day.AddDays(1))
            {
                Assert.Equal(known.GetUtcOffset(day), zone.Offset);
            }
        }
    }

    [Theory]
    [InlineData("Asia/Jakarta", "WIB", 7)]
    [InlineData("Asia/Makassar", "WITA", 8)]
    [InlineData("Asia/Jayapura", "WIT", 9)]
    public void Zone_is_found_by_its_name(string name, string label, int hours) =>
        Assert.Equal(new Zone(name, label, TimeSpan.FromHours(hours)), Zone.Find(name));

    [Fact]
    public void Other_names_are_no_zone()
    {
        Assert.Null(Zone.Find("Europe/Berlin"));
        Assert.Throws<InvalidOperationException>(() => Zone.Of("UTC"));
    }

    [Property]
    public bool Wall_clock_and_moment_belong_together(PositiveInt minutes)
    {
        var typed = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(minutes.Get);

        return Zone.All.All(
            zone => zone.Local(zone.Moment(typed)) == typed && zone.Moment(typed).Offset == TimeSpan.Zero);
    }

    [Property]
    public bool Closing_is_shown_as_it_was_typed(PositiveInt minutes)
    {
        var typed = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(minutes.Get);
        var shown = Zone.All.Select(zone => Closing.ToTyped(Closing.FromTyped(typed, zone), zone));

        // Midnight itself is the end of the day before.
        return shown.All(time => time == (typed.TimeOfDay == TimeSpan.Zero ? typed.AddMinutes(-1) : typed));
    }
}
