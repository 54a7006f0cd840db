namespace VideoReview.Web.Submitting;

/// <summary>Why an entry is withdrawn, as the form posts it.</summary>
public sealed class WithdrawalInput
{
    public string? Reason { get; set; }
}
