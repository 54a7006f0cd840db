using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>
/// What jobs mean for a video: its results, the jobs that follow, its status as its rows give it, and all that follows
/// for entry and people. Locks entry, then video.
/// </summary>
public sealed class VideoOwner(
    ReviewDbContext database, JobQueue queue, VideoResults results, VideoConsequences consequences, EntryMoves moves,
    LeftObjects left, TimeProvider time) : IJobOwner
{
    private Entry entry = null!;
    private Video video = null!;

    public string SubjectKind => VideoJobs.Subject;

    public async Task LockAsync(Guid subjectId, CancellationToken cancellation)
    {
        var entryId = await database.Videos.Where(v => v.Id == subjectId).Select(v => v.EntryId)
            .SingleAsync(cancellation);
        entry = await moves.LockAsync(entryId, cancellation)
            ?? throw new InvalidOperationException($"Video {subjectId} has no entry.");
        video = await database.Videos.FromSql($"SELECT *, xmin FROM video WHERE id = {subjectId} FOR UPDATE")
            .SingleAsync(cancellation);
    }

    public async Task DoneAsync(Job job, JobResult result, CancellationToken cancellation)
    {
        var jobs = await JobsAsync(cancellation);
        if (result is VideoResult brought)
        {
            await WriteAsync(brought, cancellation);
        }

        foreach (var kind in VideoJobs.After(job.Kind, video))
        {
            Ensure(kind, jobs);
        }

        foreach (var kind in VideoJobs.RestingOn(job.Kind))
        {
            Again(kind, jobs);
        }

        await MoveAsync(jobs, cancellation);
    }

    public async Task FailedAsync(Job job, Sentence cause, CancellationToken cancellation)
    {
        var jobs = await JobsAsync(cancellation);
        if (VideoJobs.IsEssential(job.Kind))
        {
            video.Cause = cause;
        }

        if (job.Kind == VideoJobs.Pictures)
        {
            // The sound can be heard all the same.
            Ensure(VideoJobs.Quality, jobs);
        }

        await MoveAsync(jobs, cancellation);
    }

    public Task CommittedAsync(CancellationToken cancellation) => left.ClearAsync(cancellation);

    public async Task<IReadOnlyDictionary<Guid, JobSubject>> NameAsync(
        IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellation)
    {
        var ids = subjectIds.ToArray();
        var found = await database.Database.SqlQuery<Named>(
            $"""
            SELECT v.id, v.file_name, v.entry_id, v.period_id, s.entry_number, s.profile ->> 'title' AS title, u.name AS unit_name, p.time_zone
            FROM video v JOIN entry s ON s.id = v.entry_id JOIN unit u ON u.id = v.unit_id JOIN period p ON p.id = v.period_id
            WHERE v.id = ANY ({ids})
            """).ToListAsync(cancellation);
        return found.ToDictionary(row => row.Id, row => new JobSubject
        {
            Id = row.Id, Number = row.EntryNumber, Title = row.Title, Whose = row.UnitName, Detail = row.FileName,
            Address = "/entries/" + row.EntryId, Zone = row.TimeZone,
            Event = new(VideoJobs.Subject, row.Id, row.PeriodId, row.EntryId),
        });
    }

    /// <summary>Where the video stands by its own rows and its jobs'.</summary>
    internal static VideoStatus StatusOf(Video video, IReadOnlyCollection<Job> jobs) =>
        VideoLife.StatusOf(video.Status, new()
        {
            Store = StateOf(VideoJobs.Store, jobs),
            Inspect = StateOf(VideoJobs.Inspect, jobs),
            Playable = StateOf(VideoJobs.Playable, jobs),
            IsRefused = video.Reasons.Count > 0,
            OriginalPlays = VideoJobs.OriginalPlays(video),
        });

    private static JobState? StateOf(string kind, IEnumerable<Job> jobs) =>
        jobs.FirstOrDefault(j => j.Kind == kind)?.State;

    private Task<List<Job>> JobsAsync(CancellationToken cancellation) =>
        database.Jobs.Where(j => j.SubjectId == video.Id && j.SubjectKind == VideoJobs.Subject)
            .ToListAsync(cancellation);

    private async Task WriteAsync(VideoResult brought, CancellationToken cancellation)
    {
        if (brought.Original is not null)
        {
            consequences.Stored(video);
        }

        if (brought.Inspection?.Signature is { } signature)
        {
            consequences.Infected(video, signature);
        }

        await results.WriteAsync(video, brought, cancellation);
    }

    /// <summary>A job once done stays done; one that failed gets its new chance.</summary>
    private void Ensure(string kind, List<Job> jobs)
    {
        if (jobs.Find(j => j.Kind == kind) is not { } there)
        {
            jobs.Add(queue.Add(VideoJobs.Order(kind, video)));
        }
        else if (there.State == JobState.Failed)
        {
            queue.SendAgain(there);
        }
    }

    private void Again(string kind, List<Job> jobs)
    {
        if (jobs.Find(j => j.Kind == kind && j.State == JobState.Done) is { } done)
        {
            queue.SendAgain(done);
        }
        else
        {
            Ensure(kind, jobs);
        }
    }

    private async Task MoveAsync(List<Job> jobs, CancellationToken cancellation)
    {
        var (from, to) = (video.Status, StatusOf(video, jobs));
        if (from == to)
        {
            return;
        }

        if (!VideoLife.LeadsTo(from, to))
        {
            throw new InvalidOperationException($"Video {video.Id} would go from {from} to {to}.");
        }

        video.Status = to;
        video.PlayableAt = to == VideoStatus.Playable ? time.GetUtcNow() : video.PlayableAt;
        await consequences.FollowAsync(entry, video, from, cancellation);
    }

    private sealed record Named(
        Guid Id, string FileName, Guid EntryId, Guid PeriodId, string? EntryNumber, string? Title, string UnitName,
        string TimeZone);
}
