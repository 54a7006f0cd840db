using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Uploads;

/// <summary>The gate of an entry, as one request that brings bytes asks it again and again.</summary>
/// <param name="first">As it stood when the request came.</param>
internal sealed class UploadGate(EntryGates gates, Actor actor, EntryGate first, TimeProvider time)
{
    public FileRules Rules => first.Period.FileRules;

    /// <summary>
    /// Looks again only when the clock could have changed the answer: an extension may have come meanwhile.
    /// </summary>
    public async Task<Refusal?> WhyNotContinueAsync(DateTimeOffset? begunAt)
    {
        var now = time.GetUtcNow();
        if (now < first.Until(begunAt))
        {
            return null;
        }

        var fresh = await gates.FindAsync(actor, first.Entry.Id, CancellationToken.None);
        return fresh is null ? Refusal.NotFound : fresh.WhyNotContinue(begunAt, now);
    }

    /// <summary>When the last byte has come: always afresh.</summary>
    /// <param name="entry">Locked by the caller.</param>
    public async Task<Refusal?> WhyNotFinishAsync(Entry entry, DateTimeOffset? begunAt) =>
        (await gates.OfAsync(entry, CancellationToken.None)).WhyNotContinue(begunAt, time.GetUtcNow());
}
