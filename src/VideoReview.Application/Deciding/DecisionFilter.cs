namespace VideoReview.Application.Deciding;

/// <summary>What stands between a period and its decision.</summary>
public enum DecisionFilter
{
    /// <summary>Would stay without a rank: fewer than two final reviews, or returned to its unit.</summary>
    Incomplete,

    /// <summary>Has enough final reviews and waits to be accepted or closed.</summary>
    Closable,
}
