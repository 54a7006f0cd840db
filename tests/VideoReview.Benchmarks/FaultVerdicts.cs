using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Words;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Benchmarks;

/// <summary>What became of broken files.</summary>
internal static class FaultVerdicts
{
    /// <summary>A table of what became of them; returns what breaks the promise.</summary>
    public static async Task<List<string>> TellAsync(Place place, List<SentFile> sent)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        var videos = await database.Videos.AsNoTracking().ToDictionaryAsync(v => v.Id);
        var jobs = (await database.Jobs.AsNoTracking().ToListAsync()).ToLookup(j => j.SubjectId);
        var (counts, broken) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new List<string>());
        foreach (var file in sent)
        {
            var (outcome, wrong) =
                file.VideoId is { } id ? Look(videos[id], [.. jobs[id]]) : ("refused while it is sent", null);
            var line = $"{file.Breakage,-8} {outcome}";
            counts[line] = counts.GetValueOrDefault(line) + 1;
            broken.AddRange(wrong is null ? [] : [$"file {file.Number} ({file.Whole}, {file.Breakage}): {wrong}"]);
        }

        foreach (var (line, count) in counts)
        {
            Console.WriteLine($"{count,6} {line}");
        }

        return broken;
    }

    private static (string Outcome, string? Wrong) Look(Video video, List<Job> jobs)
    {
        var missed = jobs.Where(job => job.State == JobState.Failed)
            .Select(job => $"{job.Kind}: {job.ErrorCode}").ToList();
        var outcome = video.Status switch
        {
            VideoStatus.Refused => "refused: " + string.Join(' ', video.Reasons.Select(reason => reason.Code)),
            VideoStatus.Failed => "failed: " + video.Cause?.Code,
            VideoStatus.Playable => missed.Count == 0 ? "plays" : "plays, without " + string.Join(' ', missed),
            _ => "OPEN: " + video.Status,
        };
        var open = jobs.Find(job => job.State is JobState.Queued or JobState.Running);
        var bug = jobs.Find(job => job is { State: JobState.Failed,
            ErrorCode: "jobs.cause-bug" or "jobs.cause-poison" or "jobs.cause-transient" });
        var sentences = video.Status is VideoStatus.Refused ? video.Reasons
            : video.Status is VideoStatus.Failed ? [video.Cause!]
            : [];
        return (outcome, video.Status switch
        {
            not (VideoStatus.Playable or VideoStatus.Refused or VideoStatus.Failed) => $"left as {video.Status}",
            _ when open is not null => $"left with {open.Kind} {open.State}",
            _ when bug is not null => $"{bug.Kind} ended by {bug.ErrorCode}: {bug.ErrorText}",
            VideoStatus.Refused when sentences.Count == 0 => "refused without a reason",
            _ => sentences.SelectMany(sentence => new[] { Language.Id, Language.En }
                .Where(language => new Words(language).Find(sentence.Code) is null)).Any()
                ? "no words for its sentence"
                : null,
        });
    }
}
