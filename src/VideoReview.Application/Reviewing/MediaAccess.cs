using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Reviewing;

/// <summary>A video that this person may watch.</summary>
/// <param name="DownloadName">For example "2026-0042-v1.mp4"; never unit, title or the author's name for it.</param>
public sealed record WatchableVideo(Video Video, string DownloadName);

/// <summary>
/// Who may watch a video, asked on each request for one: submitters of its unit and of those above, coordinators, and
/// reviewers who hold or held a review of a version with it, as long as there is no conflict of interest. Observers see
/// posters and contact sheets, as their lists show them, and no video. Nobody else; whoever may not finds nothing.
/// </summary>
public sealed class MediaAccess(NpgsqlDataSource source, ReviewDbContext database)
{
    private static readonly string Allowed = $"""
        SELECT s.entry_number, (SELECT max(e.number) FROM entry_version e WHERE e.video_id = v.id) AS version
        FROM video v JOIN entry s ON s.id = v.entry_id JOIN unit u ON u.id = v.unit_id
        WHERE v.id = @video AND (
            @coordinates
            OR (@submits AND @unit = ANY (u.path))
            OR (@reviews AND NOT {ConflictCondition.Sql} AND EXISTS (
                SELECT FROM review r JOIN entry_version e ON e.id = r.entry_version_id
                WHERE e.video_id = v.id AND r.reviewer_id = @reviewer AND {ReviewCondition.MayWatch("r")})))
        """;

    /// <summary>What shows that there is a video, and not what it says.</summary>
    private static readonly PictureKind[] Overview =
        [PictureKind.Poster, PictureKind.PosterSmall, PictureKind.ContactSheet];

    /// <summary>Null = no such video for this person.</summary>
    public async Task<WatchableVideo?> FindAsync(Actor actor, Guid videoId, CancellationToken cancellation)
    {
        if (await DownloadNameAsync(actor, videoId, cancellation) is not { } name)
        {
            return null;
        }

        var video = await database.Videos.AsNoTracking().SingleAsync(v => v.Id == videoId, cancellation);
        return new(video, $"{name}.{video.Format}");
    }

    /// <summary>One of the video's pictures, by its hash; null = none such for this person.</summary>
    public async Task<MediaFile?> FindPictureAsync(
        Actor actor, Guid videoId, string sha256, CancellationToken cancellation)
    {
        var mayWatch = await DownloadNameAsync(actor, videoId, cancellation) is not null;
        if (!mayWatch && !actor.Is(Role.Observer))
        {
            return null;
        }

        var picture = await database.VideoPictures.AsNoTracking()
            .FirstOrDefaultAsync(
                p => p.VideoId == videoId && p.Sha256 == sha256 && (mayWatch || Overview.Contains(p.Kind)),
                cancellation);
        return picture is null ? null : MediaFiles.Of(picture);
    }

    /// <summary>
    /// The video's copy of at most so many pixels on its shorter edge; null = none such for this person.
    /// </summary>
    public async Task<MediaFile?> FindCopyAsync(
        Actor actor, Guid videoId, int edgePixels, CancellationToken cancellation)
    {
        if (await DownloadNameAsync(actor, videoId, cancellation) is null)
        {
            return null;
        }

        var copy = await database.VideoCopies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.VideoId == videoId && c.EdgePixels == edgePixels, cancellation);
        return copy is null ? null : MediaFiles.Of(copy);
    }

    /// <summary>Without ending; an entry never submitted has no number yet.</summary>
    private async Task<string?> DownloadNameAsync(Actor actor, Guid videoId, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Allowed);
        command.Parameters.AddWithValue("video", videoId);
        command.Parameters.AddWithValue("coordinates", actor.Is(Role.Coordinator));
        command.Parameters.AddWithValue("submits", actor.Is(Role.Submitter) && actor.UnitId is not null);
        command.Parameters.AddWithValue("unit", actor.UnitId ?? Guid.Empty);
        command.Parameters.AddWithValue("reviews", actor.Is(Role.Reviewer));
        command.Parameters.AddWithValue("reviewer", actor.AccountId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var number = await reader.IsDBNullAsync(0, cancellation) ? "video" : reader.GetString(0);
        return await reader.IsDBNullAsync(1, cancellation) ? number : $"{number}-v{reader.GetInt32(1)}";
    }
}
