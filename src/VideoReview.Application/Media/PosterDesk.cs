using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>The author chooses which of a video's posters stands for it.</summary>
public sealed class PosterDesk(ReviewDbContext database, EntryScope scope, EventLog events)
{
    /// <summary>
    /// Refuses a poster that there is not, and all once the entry is under review. Choosing the one that stands already
    /// changes nothing and is no event.
    /// </summary>
    /// <param name="position">1-5.</param>
    public async Task<Outcome> ChooseAsync(Actor actor, Guid videoId, int position, CancellationToken cancellation)
    {
        var entryId = await database.Videos.Where(v => v.Id == videoId).Select(v => (Guid?)v.EntryId)
            .SingleOrDefaultAsync(cancellation);
        if (entryId is not { } id)
        {
            return Refusal.NotFound;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await scope.LockOwnAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome.Of(found.Refusals);
        }

        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == found.Value.PeriodId, cancellation);
        if (PosterRules.WhyNotChoose(found.Value.Status, period.Status) is { } refusal)
        {
            return refusal;
        }

        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE")
            .SingleAsync(cancellation);
        if (!await database.VideoPictures.AnyAsync(
            p => p.VideoId == videoId && p.Kind == PictureKind.Poster && p.Position == position, cancellation))
        {
            return Refusal.Conflict("media.poster-missing");
        }

        if (video.PosterPosition != position)
        {
            events.Append(
                actor, "media.poster-chosen", new("video", video.Id, video.PeriodId, video.EntryId), EventAudience.Unit,
                Text(video.PosterPosition), Text(position));
            video.PosterPosition = position;
            await database.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    private static string Text(int position) => position.ToString(CultureInfo.InvariantCulture);
}
