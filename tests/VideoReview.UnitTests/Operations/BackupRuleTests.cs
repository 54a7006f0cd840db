using VideoReview.Application.Operations;
using VideoReview.Domain.Operations;
using Xunit;

namespace VideoReview.UnitTests.Operations;

/// <summary>When the admin is warned, and when the next night's backup is due.</summary>
public sealed class BackupRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(48, null, false)]
    [InlineData(49, null, true)]
    [InlineData(49, "Dinas Kominfo", false)]
    public void Two_days_without_a_backup_warn_unless_somebody_is_named(int hours, string? outsideBy, bool expected)
    {
        var before = Now.AddHours(-hours);

        Assert.Equal(expected, BackupRule.IsLate(before, Now.AddYears(-1), outsideBy, Now));
        Assert.Equal(expected, BackupRule.IsLate(last: null, before, outsideBy, Now));
    }

    [Theory]
    [InlineData("Asia/Jakarta", "2026-11-29T03:00:00Z", "2026-11-29T19:00:00Z")]
    [InlineData("Asia/Jakarta", "2026-11-29T18:59:59Z", "2026-11-29T19:00:00Z")]
    [InlineData("Asia/Jakarta", "2026-11-29T19:00:00Z", "2026-11-30T19:00:00Z")]
    [InlineData("Asia/Jayapura", "2026-11-29T03:00:00Z", "2026-11-29T17:00:00Z")]
    public void Next_night_is_two_o_clock_in_the_zone(string zone, string now, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, null),
        new BackupOptions { Zone = zone }.NextAfter(DateTimeOffset.Parse(now, null)));

    [Theory]
    [InlineData(23, "2026-11-29T19:00:00Z")]
    [InlineData(24, "2026-11-29T03:00:00Z")]
    [InlineData(null, "2026-11-29T03:00:00Z")]
    public void Start_without_a_fresh_backup_takes_one_at_once(int? hours, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, null),
        new BackupOptions().FirstAfter(hours is { } before ? Now.AddHours(-before) : null, Now));

    [Theory]
    [InlineData("02:00", "Asia/Jakarta", 0)]
    [InlineData("2 pagi", "Asia/Jakarta", 1)]
    [InlineData("24:00", "Asia/Atlantis", 2)]
    public void Night_that_is_not_understood_is_told_at_the_start(string at, string zone, int expected)
    {
        var options = new BackupOptions { At = at, Zone = zone };

        Assert.Equal(expected, options.Validate(new(options)).Count());
    }
}
