using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Exit status 0 means nothing: a copy is looked at as any file is, before it counts as done.</summary>
internal sealed class CopyCheck(VideoProbe probe)
{
    /// <summary>Throws a fault that says what is wrong with it.</summary>
    /// <param name="folder">The job's scratch folder.</param>
    public async Task RunAsync(CopyTarget target, VideoMetadata original, string folder, CancellationToken cancellation)
    {
        var made = await probe.ProbeAsync(target.Path, target.Format, folder, cancellation);
        if (PlayabilityRule.Of(made, target.Format) != Playability.PlaysAsIs || made.StartsLate
            || (made.AudioCodec is not null && original.AudioCodec is null) || !IsAsPlanned(made, target))
        {
            throw new JobFaultException(
                JobFault.OurBug, Sentence.Of("jobs.cause-bug"), $"The copy does not play: {made}");
        }

        // A damaged index may name a track that gives nothing; ffmpeg leaves it out without a word.
        if (made.AudioCodec is null && original.AudioCodec is not null)
        {
            throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-no-sound"),
                $"Nothing of the {original.AudioCodec} could be read.");
        }

        var duration = TimeSpan.FromMilliseconds(original.DurationMilliseconds);
        var missing = duration - TimeSpan.FromMilliseconds(made.DurationMilliseconds);
        if (missing > CopyArguments.Slack + (0.02 * duration))
        {
            throw new JobFaultException(
                JobFault.BadInput, Sentence.Of("media.cause-broken", ("at", Figures(made))),
                $"The copy ends {missing} early.");
        }
    }

    /// <summary>A picture that was only moved keeps its rotation and pixel shape; an encoded one has neither.</summary>
    private static bool IsAsPlanned(VideoMetadata made, CopyTarget target) =>
        target.EdgePixels is null
            || (made is { RotationDegrees: 0, IsInterlaced: false }
                && (made.WidthPixels, made.HeightPixels) == target.Size);

    private static string Figures(VideoMetadata made) =>
        Application.Words.Figures.Clock(TimeSpan.FromMilliseconds(made.DurationMilliseconds));
}
