using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// An entry was accepted by itself. Reviews made before it was returned still stand when no new version came: the entry
/// moves to where they have brought it. Whoever accepts it adds the row.
/// </summary>
public sealed class EntryAccepted(ReviewMoves moves) : IDatedEffectHandler
{
    public const string EffectKind = "entries.accepted";

    public string Kind => EffectKind;

    public async Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await moves.LockAsync(effect.SubjectId, cancellation) is { } locked)
        {
            await moves.SettleAsync(null, locked, cancellation);
        }
    }
}
