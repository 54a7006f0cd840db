using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace VideoReview.Application.Operations;

/// <summary>Section "Backup": how the one-shot words `backup` and `restore` work.</summary>
public sealed class BackupOptions : IValidatableObject
{
    /// <summary>Backups that stay; older ones go once a new one is whole. Default 14, 1..1000.</summary>
    [Range(1, 1000)]
    public int Keep { get; set; } = 14;

    /// <summary>Time of day of the nightly one, "HH:mm" in <see cref="Zone"/>; default "02:00".</summary>
    public string At { get; set; } = "02:00";

    /// <summary>IANA name; default "Asia/Jakarta".</summary>
    public string Zone { get; set; } = Words.Moments.DefaultZone;

    /// <summary>
    /// Where pg_dump and pg_restore lie, of the server's major version; default that of Debian's postgresql-client-15.
    /// </summary>
    [Required]
    public string ToolsFolder { get; set; } = "/usr/lib/postgresql/15/bin";

    /// <summary>
    /// When a program that starts at <paramref name="now"/> takes its first: at once where the newest is older
    /// than a day, because an office's server may be off at night.
    /// </summary>
    /// <param name="last">The newest that is there; null = none.</param>
    public DateTimeOffset FirstAfter(DateTimeOffset? last, DateTimeOffset now) =>
        now - last < TimeSpan.FromDays(1) ? NextAfter(now) : now;

    /// <summary>The next night's moment after <paramref name="now"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var today =
            TimeZoneInfo.ConvertTime(now, zone).Date + TimeOnly.Parse(At, CultureInfo.InvariantCulture).ToTimeSpan();
        return new[] { today, today.AddDays(1) }.Select(local => new DateTimeOffset(local, zone.GetUtcOffset(local)))
            .First(moment => moment > now);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return new ValidationResult("Backup:At must be a time of day such as 02:00.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            yield return new ValidationResult("Backup:Zone must be the name of a zone such as Asia/Jakarta.");
        }
    }
}
