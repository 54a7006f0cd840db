namespace VideoReview.Domain.Periods;

/// <summary>What a period takes as a video. MB = 1,000,000 bytes.</summary>
public sealed record FileRules
{
    /// <summary>Default 60 s.</summary>
    public TimeSpan MinimumDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Default 300 s.</summary>
    public TimeSpan MaximumDuration { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Forgiven on either side; default 5 s.</summary>
    public TimeSpan DurationTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Codes of the containers taken, out of those that the upload policy knows; default mp4, mov, webm, mkv.
    /// </summary>
    public IReadOnlyList<string> Formats { get; init; } = ["mp4", "mov", "webm", "mkv"];

    /// <summary>Hard limit of one file; default 500 MB.</summary>
    public long MaximumSizeBytes { get; init; } = 500_000_000;

    /// <summary>Above this a note is shown (the national form takes no more); default 100 MB.</summary>
    public long NoteAboveSizeBytes { get; init; } = 100_000_000;

    /// <summary>What one unit may keep or reserve in the period; default 10 GB.</summary>
    public long QuotaBytes { get; init; } = 10_000_000_000;

    public bool Equals(FileRules? other) =>
        other is not null
        && MinimumDuration == other.MinimumDuration && MaximumDuration == other.MaximumDuration
        && DurationTolerance == other.DurationTolerance
        && MaximumSizeBytes == other.MaximumSizeBytes && NoteAboveSizeBytes == other.NoteAboveSizeBytes
        && QuotaBytes == other.QuotaBytes
        && Formats.SequenceEqual(other.Formats, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(
        MinimumDuration, MaximumDuration, DurationTolerance, MaximumSizeBytes, QuotaBytes, Formats.Count);
}
