using VideoReview.Web.Shell;

namespace VideoReview.Web.Coordination;

/// <summary>Which of those that wait, and what becomes of them.</summary>
public sealed class AppointmentInput
{
    /// <summary>"confirm" or "refuse".</summary>
    public string? Act { get; set; }

    public List<string>? Appointments { get; set; }

    public IReadOnlyCollection<Guid> Ids =>
        [.. (Appointments ?? []).Select(id => Guid.TryParse(id, out var read) ? read : Guid.Empty).Distinct()];
}
