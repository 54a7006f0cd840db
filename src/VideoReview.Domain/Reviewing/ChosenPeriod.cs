namespace VideoReview.Domain.Reviewing;

/// <summary>The period from which a reviewer's work comes, where several run; none = not chosen yet.</summary>
public sealed class ChosenPeriod
{
    public required Guid ReviewerId { get; init; }

    public required Guid PeriodId { get; set; }
}
