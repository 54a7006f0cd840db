namespace VideoReview.Web.Periods;

/// <summary>The fields of an extension as a form posts them.</summary>
public sealed class ExtensionInput
{
    /// <summary>Empty = everybody.</summary>
    public string? UnitId { get; set; }

    public string? ClosesAt { get; set; }

    public string? Reason { get; set; }
}

/// <summary>The fields of a period's next step as a form posts them.</summary>
public sealed class MoveInput
{
    /// <summary>The step that the page showed: another one meanwhile refuses.</summary>
    public string? Move { get; set; }

    public string? Reason { get; set; }
}
