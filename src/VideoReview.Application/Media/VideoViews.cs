using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>A video as its page shows it.</summary>
/// <param name="Zone">The period's time zone.</param>
/// <param name="Jobs">In the order in which they came.</param>
/// <param name="Pictures">By kind, then position.</param>
public sealed record VideoView(Video Video, string Zone, IReadOnlyList<Job> Jobs, IReadOnlyList<VideoPicture> Pictures)
{
    public Job? Job(string kind) => Jobs.FirstOrDefault(job => job.Kind == kind);
}

/// <summary>A video's pictures, and which of its posters stands for it.</summary>
/// <param name="DurationMilliseconds">Null = not yet inspected.</param>
/// <param name="Pictures">By kind, then position; empty until they are made.</param>
public sealed record VideoFace(
    Guid VideoId, long? DurationMilliseconds, int PosterPosition, IReadOnlyList<VideoPicture> Pictures)
{
    public IReadOnlyList<VideoPicture> SmallPosters => [.. Pictures.Where(p => p.Kind is PictureKind.PosterSmall)];

    public VideoPicture? Poster =>
        Pictures.FirstOrDefault(p => p.Kind is PictureKind.Poster && p.Position == PosterPosition);

    public VideoPicture? StoryboardCues => Of(PictureKind.StoryboardCues);

    public VideoPicture? ContactSheet => Of(PictureKind.ContactSheet);

    private VideoPicture? Of(PictureKind kind) => Pictures.FirstOrDefault(p => p.Kind == kind);
}

/// <summary>In which files a video can be watched.</summary>
/// <param name="Files">
/// Falling in size; the first is what plays where nobody chose. Empty until the video plays. Once there is a copy of
/// one that stops browsers, the original is none of them.
/// </param>
/// <param name="StopsBrowsers">The original does.</param>
public sealed record PlayChoices(IReadOnlyList<PlayChoice> Files, bool StopsBrowsers)
{
    public static PlayChoices None { get; } = new([], StopsBrowsers: false);

    /// <summary>It plays up to its damage, until its copy is done.</summary>
    public bool WaitsForCopy => StopsBrowsers && Files is [{ EdgePixels: null }, ..];
}

/// <summary>One of the files in which a video can be watched.</summary>
/// <param name="EdgePixels">720 or 360 = that copy; null = as it was sent, perhaps in another container.</param>
/// <param name="ShownPixels">Of its shorter edge.</param>
public sealed record PlayChoice(int? EdgePixels, int ShownPixels, long SizeBytes);

/// <summary>Reads videos for pages that have loaded their entry through the actor's scope.</summary>
public sealed class VideoViews(ReviewDbContext database)
{
    /// <summary>Null = no such video.</summary>
    public async Task<VideoView?> FindAsync(Guid videoId, CancellationToken cancellation)
    {
        var found = await database.Videos.AsNoTracking().Where(v => v.Id == videoId)
            .Join(database.Periods, video => video.PeriodId, period => period.Id, (video, period) =>
                new { Video = video, period.TimeZone }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            return null;
        }

        var jobs = await database.Jobs.AsNoTracking()
            .Where(j => j.SubjectId == videoId && j.SubjectKind == VideoJobs.Subject).OrderBy(j => j.CreatedAt)
            .ThenBy(j => j.Id).ToListAsync(cancellation);
        return new(found.Video, found.TimeZone, jobs, await PicturesAsync(videoId, cancellation));
    }

    /// <summary>What the video is shown by; null = no such video.</summary>
    public async Task<VideoFace?> FaceAsync(Guid videoId, CancellationToken cancellation)
    {
        var found = await database.Videos.AsNoTracking().Where(v => v.Id == videoId)
            .Select(v => new { v.PosterPosition, v.Metadata }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : new(
            videoId, found.Metadata?.DurationMilliseconds, found.PosterPosition,
            await PicturesAsync(videoId, cancellation));
    }

    public async Task<PlayChoices> ChoicesAsync(Guid videoId, CancellationToken cancellation)
    {
        var found = await database.Videos.AsNoTracking().Where(v => v.Id == videoId)
            .Select(v => new { v.PlayableKey, v.PlayableSizeBytes, v.Metadata, v.Damage })
            .SingleOrDefaultAsync(cancellation);
        if (found is not { PlayableKey: { } key, PlayableSizeBytes: { } size })
        {
            return PlayChoices.None;
        }

        var copies = await database.VideoCopies.AsNoTracking().Where(c => c.VideoId == videoId)
            .OrderByDescending(c => c.EdgePixels).ToListAsync(cancellation);
        var choices = copies.ConvertAll(
            copy => new PlayChoice(copy.EdgePixels, Math.Min(copy.WidthPixels, copy.HeightPixels), copy.SizeBytes));
        var stops = DamageRules.StopBrowsers(found.Damage);
        return new(
            copies.Exists(copy => copy.ObjectKey == key) || (stops && choices.Count > 0)
                ? choices
                : [new(null, found.Metadata is { } sent ? Math.Min(sent.WidthPixels, sent.HeightPixels) : 0, size),
                    .. choices],
            stops);
    }

    /// <summary>
    /// What the inspection said of it, as position 0, then what the quality step found, then its damage: what the
    /// quality step saw of that until all was decoded.
    /// </summary>
    public async Task<IReadOnlyList<VideoNote>> NotesAsync(Guid videoId, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking().Where(v => v.Id == videoId)
            .Select(v => new { v.Notes, v.Damage, v.Metadata }).SingleOrDefaultAsync(cancellation);
        var found = await database.VideoNotes.AsNoTracking().Where(n => n.VideoId == videoId).OrderBy(n => n.Position)
            .ToListAsync(cancellation);
        return
        [
            .. (video?.Notes ?? []).Select(
                sentence => new VideoNote { VideoId = videoId, Position = 0, Sentence = sentence }),
            .. video?.Damage is { } damage
                ? found.Where(note => !DamageRules.IsNote(note.Sentence))
                    .Concat(DamageRules.Notes(
                        videoId, damage, TimeSpan.FromMilliseconds(video.Metadata?.DurationMilliseconds ?? 0),
                        after: found.Count))
                : found,
        ];
    }

    /// <summary>By kind, then position; empty until they are made.</summary>
    public async Task<IReadOnlyList<VideoPicture>> PicturesAsync(Guid videoId, CancellationToken cancellation)
    {
        var pictures = await database.VideoPictures.AsNoTracking().Where(p => p.VideoId == videoId)
            .ToListAsync(cancellation);
        return [.. pictures.OrderBy(p => p.Kind).ThenBy(p => p.Position)];
    }
}
