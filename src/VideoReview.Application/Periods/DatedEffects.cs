using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>What happens when a dated effect falls due. Registered by the word that owns the kind.</summary>
public interface IDatedEffectHandler
{
    /// <summary>The kind of row that this one takes, for example "entries.return-lapsed".</summary>
    string Kind { get; }

    /// <summary>
    /// Runs in the sweeper's transaction and with its context (begin no other), looks at the subject afresh and does
    /// nothing when the reason is gone. A handler that sets DueAt to later keeps the row for then. What it throws is
    /// written on the row and tried again.
    /// </summary>
    Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation);
}
