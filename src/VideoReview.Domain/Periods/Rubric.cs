namespace VideoReview.Domain.Periods;

/// <summary>A text in both languages of the product.</summary>
public sealed record Bilingual(string Id, string En);

/// <summary>What the level of a score looks like.</summary>
/// <param name="Score">A score of the scale.</param>
public sealed record Anchor(decimal Score, Bilingual Text);

/// <summary>One point that every video is scored on.</summary>
/// <param name="Code">Lower case with hyphens, for example "idea-gathering"; unique in the rubric.</param>
/// <param name="Weight">Percent; all points together 100.</param>
public sealed record RubricPoint(
    string Code, Bilingual Name, Bilingual Question, decimal Weight, IReadOnlyList<Anchor> Anchors);

/// <summary>From so many points met on, this IID parameter holds.</summary>
public sealed record LevelStep(int FromPointsMet, int Parameter);

/// <summary>
/// Points, scale, threshold and level map of one period, as data; see product.md, "The five substance points".
/// </summary>
public sealed record Rubric
{
    public required IReadOnlyList<RubricPoint> Points { get; init; }

    /// <summary>Highest score; the lowest is 0. Default 4.</summary>
    public decimal HighestScore { get; init; } = 4;

    /// <summary>Distance between two scores; default 1 (whole points).</summary>
    public decimal Step { get; init; } = 1;

    /// <summary>A point is met for one reviewer from this score on; default 2.</summary>
    public decimal MetFrom { get; init; } = 2;

    /// <summary>A comment is compulsory up to and including this score; default 1.</summary>
    public decimal CommentUpTo { get; init; } = 1;

    /// <summary>Ascending by points met, beginning at 0.</summary>
    public required IReadOnlyList<LevelStep> Levels { get; init; }

    /// <summary>IID score = this x parameter; default 4.</summary>
    public decimal LevelWeight { get; init; } = 4;
}

/// <summary>One version of a period's rubric; frozen when the first review draft opens.</summary>
public sealed class RubricVersion
{
    public required Guid Id { get; init; }

    public required Guid PeriodId { get; init; }

    /// <summary>1, 2, ... within the period.</summary>
    public required int Number { get; init; }

    public required Rubric Rubric { get; set; }

    /// <summary>Null = may still be edited.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public uint RowVersion { get; init; }
}
