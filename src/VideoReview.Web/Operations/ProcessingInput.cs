using VideoReview.Application.Jobs;
using VideoReview.Application.Operations;
using VideoReview.Domain.Jobs;

namespace VideoReview.Web.Operations;

/// <summary>What an act on the processing posts.</summary>
public sealed class ProcessingInput
{
    /// <summary>Which act, in the words of the page: "send-again", "discard-all", ...</summary>
    public string? Act { get; set; }

    /// <summary>The job that is meant, for acts on one.</summary>
    public string? Job { get; set; }

    /// <summary>The message that is meant, for acts on one.</summary>
    public string? Message { get; set; }

    /// <summary>The kind of failed jobs or messages, for acts on all that failed alike.</summary>
    public string? Kind { get; set; }

    public string? Cause { get; set; }

    public string? Reason { get; set; }

    /// <summary>Empty = none that exists.</summary>
    public Guid JobId => Guid.TryParse(Job, out var id) ? id : Guid.Empty;

    /// <summary>Null = not said.</summary>
    public FailureKey? Key => KeyOf(Kind, Cause);

    /// <summary>One message, or all of the group.</summary>
    public MessageChoice Messages =>
        Guid.TryParse(Message, out var id) ? new(id) : new(null, new(Kind ?? "", Cause ?? ""));

    public static FailureKey? KeyOf(string? kind, string? cause) =>
        string.IsNullOrEmpty(kind) || string.IsNullOrEmpty(cause) ? null : new(kind, cause);

    /// <summary>Whether this form was sent: the act with the same job or group.</summary>
    public bool Means(string act, Guid jobId) => Act == act && JobId == jobId;

    public bool Means(string act, FailureKey key) => Act == act && Key == key;

    public bool Means(string act, MessageChoice which) => Act == act && Messages == which;
}
