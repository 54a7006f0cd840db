using VideoReview.Domain.Reviewing;

namespace VideoReview.Web.Coordination;

/// <summary>What an act on the entry's page posts.</summary>
public sealed class EntryInput
{
    /// <summary>Which act, in the words of the page: "accept", "return", ...</summary>
    public string? Act { get; set; }

    public string? Reason { get; set; }

    public string? ShowsFeedback { get; set; }

    /// <summary>The review that is reopened or cancelled.</summary>
    public string? Review { get; set; }

    /// <summary>Empty = none that exists.</summary>
    public Guid ReviewId => Guid.TryParse(Review, out var id) ? id : Guid.Empty;
}
