using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// Videos whose bytes changed on the way in: no step is worth its time, and nobody may take them for the author's file.
/// </summary>
public sealed class DamagedVideos(ReviewDbContext database, EventLog events)
{
    /// <summary>
    /// Ends the video with its cause; what waits is skipped, and what runs finds its lease gone and stops. In the
    /// caller's transaction and SaveChanges, which holds the entry's lock. A refused video stays refused.
    /// </summary>
    public async Task EndAsync(Guid videoId, CancellationToken cancellation)
    {
        var video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {videoId} FOR UPDATE")
            .SingleAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
            UPDATE job SET state = 'skipped', lease_token = lease_token + 1, lease_until = NULL, lease_owner = NULL, finished_at = now()
            WHERE subject_id = {videoId} AND subject_kind = {VideoJobs.Subject} AND state IN ('queued', 'running', 'failed')
            """, cancellation);
        if (!VideoLife.LeadsTo(video.Status, VideoStatus.Failed))
        {
            return;
        }

        var from = video.Status;
        (video.Status, video.Cause) = (VideoStatus.Failed, Sentence.Of("media.cause-damaged"));
        events.Append(
            null, "media.failed", new("video", video.Id, video.PeriodId, video.EntryId), EventAudience.Unit,
            SnakeCase.Of(from), SnakeCase.Of(video.Status),
            data: new Dictionary<string, object?>(StringComparer.Ordinal) { ["reasons"] = new[] { video.Cause } });
    }
}
