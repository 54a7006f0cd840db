namespace VideoReview.Web.Coordination;

/// <summary>What an act on a pair of videos posts.</summary>
public sealed class MatchInput
{
    /// <summary>"set-aside" or "undo-set-aside".</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }
}
