using VideoReview.Application.Media;
using VideoReview.Domain.Media;

namespace VideoReview.Web.Coordination;

/// <summary>What an act on the processing posts.</summary>
public sealed class ProcessingInput
{
    /// <summary>Which act, in the words of the page: "send-again", "discard-all", ...</summary>
    public string? Act { get; set; }

    /// <summary>The job that is meant, for acts on one.</summary>
    public string? Job { get; set; }

    /// <summary>The kind of failed jobs, for acts on all that failed alike.</summary>
    public string? Kind { get; set; }

    public string? Cause { get; set; }

    public string? Reason { get; set; }

    /// <summary>Empty = none that exists.</summary>
    public Guid JobId => Guid.TryParse(Job, out var id) ? id : Guid.Empty;

    /// <summary>Null = no such kind.</summary>
    public FailureKey? Key => KeyOf(Kind, Cause);

    public static FailureKey? KeyOf(string? kind, string? cause) =>
        Enum.TryParse<MediaJobKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && !string.IsNullOrEmpty(cause) ? new(known, cause) : null;

    /// <summary>Whether this form was sent: the act with the same job or group.</summary>
    public bool Means(string act, Guid jobId) => Act == act && JobId == jobId;

    public bool Means(string act, FailureKey key) => Act == act && Key == key;
}
