using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Entries;

/// <summary>Until when the unit may act on one entry; every moment is exclusive.</summary>
/// <param name="Due">A returned entry's own date, otherwise the unit's closing.</param>
/// <param name="SubmitUntil">
/// Later than <paramref name="Due"/> when the upload of its video began in time and finished after it.
/// </param>
/// <param name="WriteUntil">
/// Later than <paramref name="SubmitUntil"/> while an upload begun in time is still under way.
/// </param>
public sealed record EntryDeadline(DateTimeOffset Due, DateTimeOffset SubmitUntil, DateTimeOffset WriteUntil);

/// <summary>The dates of one entry, with its uploads looked up.</summary>
public sealed class Deadlines(ReviewDbContext database, Closings closings)
{
    public async Task<EntryDeadline> OfAsync(Entry entry, Period period, CancellationToken cancellation)
    {
        var returned = entry.Status is EntryStatus.Returned ? entry.ReturnDueAt : null;
        var due = Closing.Due(await closings.OfAsync(period, entry.UnitId, cancellation), returned);
        var upload = await UploadAsync(entry, due, cancellation);
        var submitUntil = Closing.SubmitUntil(
            due, period.UploadGrace, new UploadTimes(upload.BegunAt, upload.CompletedAt));
        var finishUntil = due + period.UploadGrace;
        return new(due, submitUntil, upload.IsUnderWay && finishUntil > submitUntil ? finishUntil : submitUntil);
    }

    /// <summary>
    /// The upload behind the video that would be sent, unless an earlier version has sent it already; and
    /// whether another is on its way.
    /// </summary>
    private Task<UploadRow> UploadAsync(Entry entry, DateTimeOffset due, CancellationToken cancellation) =>
        database.Database.SqlQuery<UploadRow>($"""
            WITH sent AS (
                SELECT u.begun_at, u.completed_at FROM video v JOIN upload u ON u.id = v.upload_id
                WHERE v.id = {entry.VideoId} AND v.id IS DISTINCT FROM (SELECT e.video_id FROM entry_version e WHERE e.id = {entry.CurrentVersionId}))
            SELECT (SELECT begun_at FROM sent) AS begun_at, (SELECT completed_at FROM sent) AS completed_at,
                EXISTS (SELECT FROM upload WHERE entry_id = {entry.Id} AND status = 'open' AND begun_at < {due}) AS is_under_way
            """).SingleAsync(cancellation);

    private sealed record UploadRow(DateTimeOffset? BegunAt, DateTimeOffset? CompletedAt, bool IsUnderWay);
}
