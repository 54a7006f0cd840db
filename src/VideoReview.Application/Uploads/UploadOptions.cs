using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Uploads;

/// <summary>Section "Uploads", beside the staging folder.</summary>
public sealed class UploadOptions : IValidatableObject
{
    /// <summary>An unfinished upload is kept so long; default 7 days.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A connection without a byte for so long is taken for dead and closed; default 60 s.</summary>
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes are made durable at the latest after so many; default 8 MiB.</summary>
    public int FlushBytes { get; set; } = 8 << 20;

    /// <summary>
    /// Bytes are made durable at the latest after so long; default 2 s. What a killed process costs a slow line.
    /// </summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A holder looks so often whether somebody newer wants the file; default 0.5 s.</summary>
    public TimeSpan HoldInterval { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A new request waits so long for the old one to let go, then answers 423; default 10 s.</summary>
    public TimeSpan EvictionLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Expired uploads and orphaned files are looked for so often; default 5 min.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The test of the line (UploadLine) stands still so long within a slow body; default 4 s.</summary>
    public TimeSpan LinePause { get; set; } = TimeSpan.FromSeconds(4);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Key, bool Fits)[] limits =
        [
            ("Lifetime", Lifetime > TimeSpan.Zero), ("IdleLimit", IdleLimit > TimeSpan.Zero),
            ("FlushBytes", FlushBytes >= 65_536), ("FlushInterval", FlushInterval > TimeSpan.Zero),
            ("HoldInterval", HoldInterval > TimeSpan.Zero && HoldInterval < EvictionLimit),
            ("EvictionLimit", EvictionLimit > TimeSpan.Zero), ("SweepInterval", SweepInterval > TimeSpan.Zero),
            ("LinePause", LinePause > TimeSpan.Zero),
        ];
        return limits.Where(limit => !limit.Fits)
            .Select(
                limit => new ValidationResult($"Uploads:{limit.Key} is out of range (above zero; FlushBytes at least "
                    + "65536; HoldInterval below EvictionLimit)."));
    }
}
