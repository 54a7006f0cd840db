using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>The failures of one group, one by one, for those who may see the processing.</summary>
public sealed class FailureList(JobBoard board, JobKinds kinds)
{
    /// <summary>Refused to anybody but coordinator and admin, and for a kind that nobody registered.</summary>
    public async Task<Outcome<FailurePage>> PageAsync(
        Actor actor, FailureKey key, int page, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        return kinds.Find(key.Kind) is null ? Refusal.NotFound : await board.FailuresAsync(key, page, cancellation);
    }
}
