using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Coordination;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Coordination;

/// <summary>
/// What a coordinator does with two videos that are alike. Neither act touches the entries; each writes an event on
/// both, which their units do not see.
/// </summary>
public sealed class MatchDesk(ReviewDbContext database, EventLog events, TimeProvider time)
{
    /// <summary>
    /// It means nothing, for a reason: it leaves the list. Refuses where one of the two is of the own unit.
    /// </summary>
    public Task<Outcome> SetAsideAsync(Actor actor, Guid matchId, string? reason, CancellationToken cancellation) =>
        ActAsync(
            actor, matchId, "coordination.match-set-aside", reason,
            match => MatchRules.WhyNotSetAside(match.SetAsideAt, reason),
            match => (match.SetAsideAt, match.SetAsideBy, match.SetAsideReason) =
                (time.GetUtcNow(), actor.AccountId, reason),
            cancellation);

    /// <summary>Back to the list.</summary>
    public Task<Outcome> UndoAsync(Actor actor, Guid matchId, CancellationToken cancellation) => ActAsync(
        actor, matchId, "coordination.match-taken-up", null, match => MatchRules.WhyNotUndo(match.SetAsideAt),
        match => (match.SetAsideAt, match.SetAsideBy, match.SetAsideReason) = (null, null, null), cancellation);

    private async Task<Outcome> ActAsync(
        Actor actor, Guid matchId, string act, string? reason, Func<VideoMatch, Refusal?> whyNot,
        Action<VideoMatch> change, CancellationToken cancellation)
    {
        if (!MatchRules.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (await database.VideoMatches.FromSql($"SELECT * FROM video_match WHERE id = {matchId} FOR UPDATE")
            .ToListAsync(cancellation) is not [var match])
        {
            return Refusal.NotFound;
        }

        var videos = await database.Videos.AsNoTracking()
            .Where(v => v.Id == match.VideoId || v.Id == match.OtherVideoId).ToListAsync(cancellation);
        if ((MatchRules.WhyNotAct(actor, videos[0].UnitId, videos[1].UnitId) ?? whyNot(match)) is { } refusal)
        {
            return refusal;
        }

        change(match);
        foreach (var video in videos)
        {
            events.Append(
                actor, act, new("video", video.Id, video.PeriodId, video.EntryId), reason: reason,
                data: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["match"] = match.Id, ["other"] = video.Id == match.VideoId ? match.OtherVideoId : match.VideoId,
                });
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }
}
