using VideoReview.Application.Operations;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Operations;

/// <summary>Which act of the word a form of the processing pages means.</summary>
internal static class ProcessingActs
{
    public static async Task<Outcome> RunAsync(
        ProcessingInput input, Actor actor, ProcessingDesk desk, MessageDesk messages,
        CancellationToken cancellation) => input.Act switch
    {
        "send-again" => await desk.SendAgainAsync(actor, input.JobId, cancellation),
        "cancel-job" => await desk.CancelAsync(actor, input.JobId, input.Reason, cancellation),
        "discard" => await desk.DiscardAsync(actor, input.JobId, input.Reason, cancellation),
        "send-all-again" when input.Key is { } key => Ended(await desk.SendAllAgainAsync(actor, key, cancellation)),
        "discard-all" when input.Key is { } key =>
            Ended(await desk.DiscardAllAsync(actor, key, input.Reason, cancellation)),
        "resend" or "resend-all" => Ended(await messages.SendAgainAsync(actor, input.Messages, cancellation)),
        "drop" or "drop-all" => Ended(await messages.DiscardAsync(actor, input.Messages, input.Reason, cancellation)),
        _ => Refusal.NotFound,
    };

    private static Outcome Ended(Outcome<int> outcome) => Outcome.Of(outcome.Refusals);
}
