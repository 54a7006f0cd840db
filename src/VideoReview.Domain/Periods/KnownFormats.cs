namespace VideoReview.Domain.Periods;

/// <summary>
/// The containers among which a period may pick, by their short names; uploads say which ones they know.
/// </summary>
public sealed record KnownFormats(IReadOnlyList<string> Names);
