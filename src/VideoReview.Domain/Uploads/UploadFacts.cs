using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Uploads;

/// <summary>What an upload is judged by before its first byte is taken.</summary>
public sealed record UploadFacts
{
    public required PeriodStatus Period { get; init; }

    public required EntryStatus Entry { get; init; }

    /// <summary>When the entry closes for its unit (exclusive), by <see cref="Closing"/>.</summary>
    public required DateTimeOffset Due { get; init; }

    public required FileRules Rules { get; init; }

    public required long LengthBytes { get; init; }

    /// <summary>As the browser read it; null = it could not. What counts is the inspection.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What the unit keeps and has reserved in the period already.</summary>
    public required long QuotaUsedBytes { get; init; }

    /// <summary>Unfinished uploads of the entry.</summary>
    public required int OpenUploads { get; init; }

    /// <summary>Whether the disk can take it beside everything that is on its way.</summary>
    public required bool HasRoom { get; init; }
}
