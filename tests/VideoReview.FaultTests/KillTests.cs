using VideoReview.Domain.Media;
using VideoReview.FaultTests.Support;
using Xunit;

namespace VideoReview.FaultTests;

/// <summary>
/// kill -9 at every stage of every kind of job: each victim is the next one's rescuer. Stages are held open from
/// outside (the store's front, a locked row, the broker's wire), so that they are hit and not hoped for; a sweep of
/// moments over the job's length hits what nobody thought of.
/// </summary>
public sealed class KillTests
{
    private const int Moments = 3;

    /// <summary>
    /// A kind that came later is in here by itself, and fails until FaultSamples knows a video that needs it.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string, string>> Kinds =>
        from kind in VideoJobs.All.Select(kind => kind.Name)
            from sample in FaultSamples.Needing(kind)
            select new TheoryDataRow<string, string>(kind, sample);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Killed_at_any_stage_a_job_is_done_once_by_the_next(string kind, string sample)
    {
        await using var line = await KillLine.OpenAsync(kind, sample);
        var length = await line.MeasureAsync();
        foreach (var stage in Enum.GetValues<KillStage>())
        {
            await line.KillAtAsync(stage);
        }

        for (var moment = 1; moment <= Moments; moment++)
        {
            await line.KillAfterAsync(moment * length / (Moments + 1));
        }

        var whole = await Wholeness.CheckAsync(line.Site);
        Wholeness.EachJobOnce(await line.Site.JobsAsync());
        Figures.Tell(
            $"kill -9 {kind} ({sample}, {length.TotalMilliseconds:0} ms)",
            $"{line.Kills} kills, {whole.Losses} losses, {whole.Videos} videos whole, "
                + $"{whole.Orphans} of {whole.Objects} objects orphans; {line.Said}");
    }
}
