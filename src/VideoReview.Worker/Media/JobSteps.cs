using VideoReview.Application.Media;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Which step works on which kind of job; <see cref="MediaJobKind.Store"/> alone is web's own (<see cref="UploadStore"/>), which has the staging folder.</summary>
internal sealed class JobSteps(JobRunner runner, Inspector inspector, EarlyPoster poster, Illustrator illustrator, CopyMaker copies, QualityCheck quality, MatchSearch matches)
{
    /// <summary>
    /// Hears a bell. The bus has no say in when the work ends: it cancels what it delivered when it loses the broker, and a copy half made would begin anew, although the lease stands.
    /// A process that stops is heard of by the runner itself.
    /// </summary>
    public Task HearAsync(Guid jobId) => runner.RunAsync(jobId, DoAsync, CancellationToken.None);

    /// <summary>The job that a bell gave us: whose turn it was, so its kind may be another than the bell's.</summary>
    public Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation) => underway.Lease.Kind switch
    {
        MediaJobKind.Inspect => inspector.InspectAsync(underway, cancellation),
        MediaJobKind.Poster => poster.TakeAsync(underway, cancellation),
        MediaJobKind.Pictures => illustrator.IllustrateAsync(underway, cancellation),
        MediaJobKind.Playable or MediaJobKind.Copies => copies.MakeAsync(underway, cancellation),
        MediaJobKind.Quality => quality.CheckAsync(underway, cancellation),
        MediaJobKind.Match => matches.FindAsync(underway, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(underway), underway.Lease.Kind, "No step works on this kind."),
    };
}
