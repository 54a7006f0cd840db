using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Scoring;

/// <summary>One entry with its final reviews, as it goes into the result.</summary>
/// <param name="Title">As it is called at this moment; null with an entry that has none.</param>
/// <param name="IsComplete">Selesai Dinilai: its seats are final, or it was closed with enough finals.</param>
public sealed record ResultEntry(
    Guid EntryId, string EntryNumber, Guid EntryVersionId, bool IsComplete, IReadOnlyList<FinalScores> Finals,
    string? Title = null, string? UnitName = null);

/// <summary>One line of the result.</summary>
/// <param name="Rank">Equal marks share a rank (1, 2, 2, 4); null = "belum lengkap".</param>
/// <param name="Mark">Official mark, two decimals; null without final reviews.</param>
/// <param name="Title">As it was when the result was computed: what is published keeps it.</param>
/// <param name="UnitName">Likewise; null in what was frozen before names were kept.</param>
public sealed record ResultLine(
    Guid EntryId,
    string EntryNumber,
    Guid EntryVersionId,
    int? Rank,
    decimal? Mark,
    int Finals,
    IidLevel Level,
    IReadOnlyList<PointResult> Points,
    string? Title = null,
    string? UnitName = null);

/// <summary>
/// The result of a period, computed from rubric and final reviews alone: the order of its input does not matter.
/// </summary>
public static class ResultTable
{
    /// <summary>Fewer final reviews than this are not ranked.</summary>
    public const int FewestFinals = 2;

    /// <summary>Ranked lines first by rank, then those not ranked; by entry number within.</summary>
    public static IReadOnlyList<ResultLine> Compute(Rubric rubric, IEnumerable<ResultEntry> entries)
    {
        var lines = entries.Select(entry => Line(rubric, entry)).OrderBy(line => line.Rank is null)
            .ThenByDescending(line => line.Mark)
            .ThenBy(line => line.EntryNumber, StringComparer.Ordinal).ThenBy(line => line.EntryId).ToList();
        var ranked = 0;
        for (var i = 0; i < lines.Count && lines[i].Rank is not null; i++)
        {
            var tied = i > 0 && lines[i].Mark == lines[i - 1].Mark;
            ranked = tied ? ranked : i + 1;
            lines[i] = lines[i] with { Rank = ranked };
        }

        return lines;
    }

    private static ResultLine Line(Rubric rubric, ResultEntry entry)
    {
        var standing = EntryStanding.Of(rubric, entry.Finals);
        var ranks = entry.IsComplete && entry.Finals.Count >= FewestFinals;

        // 0 stands for "will be ranked" until the order is known.
        return new ResultLine(
            entry.EntryId, entry.EntryNumber, entry.EntryVersionId, ranks ? 0 : null, standing.Mark, standing.Finals,
            standing.Level, standing.Points, entry.Title, entry.UnitName);
    }
}
