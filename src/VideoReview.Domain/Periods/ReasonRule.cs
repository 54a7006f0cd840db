namespace VideoReview.Domain.Periods;

/// <summary>A reason that somebody else will read later: compulsory, and short enough to be read.</summary>
public static class ReasonRule
{
    public const int LongestReason = 2000;

    /// <param name="field">Where it was typed.</param>
    public static Refusal? WhyNot(string? reason, string field = "reason")
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid(field, "periods.reason-missing");
        }

        return reason.Length <= LongestReason
            ? null
            : Refusal.Invalid(field, "periods.reason-too-long", ("most", LongestReason));
    }
}
