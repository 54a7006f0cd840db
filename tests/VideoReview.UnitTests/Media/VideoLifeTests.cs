using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class VideoLifeTests
{
    /// <summary>Rows: from. Columns: to, in the order of the enum. "x" = one step leads there.</summary>
    private const string Steps = """
                    Received Inspecting NeedsCopy Playable Refused Failed
        Received    .        x          .         .        .       x
        Inspecting  .        .          x         x        x       x
        NeedsCopy   .        .          .         x        x       x
        Playable    .        .          .         .        .       x
        Refused     .        .          .         .        .       .
        Failed      .        x          .         .        .       .
        """;

    /// <summary>
    /// Jobs' states (Q queued, R running, D done, F failed, - none), what the inspection said, and the status
    /// from Received and from Failed.
    /// </summary>
    private const string Rows = """
        Store Inspect Playable Verdict FromReceived FromFailed
        Q     -       -        -       Received     Inspecting
        R     -       -        -       Received     Inspecting
        F     -       -        -       Failed       Failed
        D     Q       -        -       Inspecting   Inspecting
        D     R       -        -       Inspecting   Inspecting
        D     F       -        -       Failed       Failed
        D     D       -        no      Refused      Refused
        D     D       -        plays   Playable     Playable
        D     D       Q        plays   Playable     Playable
        D     D       F        plays   Playable     Playable
        D     D       D        plays   Playable     Playable
        D     D       Q        taken   NeedsCopy    NeedsCopy
        D     D       R        taken   NeedsCopy    NeedsCopy
        D     D       D        taken   Playable     Playable
        D     D       F        taken   Failed       Failed
        D     Q       F        taken   Inspecting   Inspecting
        """;

    public static TheoryData<VideoStatus, VideoStatus, bool> Cells
    {
        get
        {
            var lines = Split(Steps);
            var cells = new TheoryData<VideoStatus, VideoStatus, bool>();
            foreach (var line in lines.Skip(1))
            {
                for (var i = 0; i < lines[0].Length; i++)
                {
                    cells.Add(
                        Enum.Parse<VideoStatus>(line[0]), Enum.Parse<VideoStatus>(lines[0][i]), line[i + 1] == "x");
                }
            }

            return cells;
        }
    }

    public static TheoryData<string, string, string, string, VideoStatus, VideoStatus> Facts =>
    [
        .. Split(Rows).Skip(1).Select(line =>
            (line[0], line[1], line[2], line[3], Enum.Parse<VideoStatus>(line[4]), Enum.Parse<VideoStatus>(line[5]))),
    ];

    [Fact]
    public void Table_has_every_cell() => Assert.Equal(
        Math.Pow(Enum.GetValues<VideoStatus>().Length, 2),
        Cells.Select(c => (c.Data.Item1, c.Data.Item2)).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Step_leads_where_the_table_says(VideoStatus from, VideoStatus to, bool leads) =>
        Assert.Equal(leads, VideoLife.LeadsTo(from, to));

    [Theory]
    [MemberData(nameof(Facts))]
    public void Status_follows_from_the_rows(
        string store, string inspect, string playable, string verdict, VideoStatus fromReceived, VideoStatus fromFailed)
    {
        var facts = new VideoMoveFacts
        {
            Store = State(store), Inspect = State(inspect), Playable = State(playable), IsRefused = verdict == "no",
            OriginalPlays = verdict == "plays",
        };

        Assert.Equal(fromReceived, VideoLife.StatusOf(VideoStatus.Received, facts));
        Assert.Equal(fromFailed, VideoLife.StatusOf(VideoStatus.Failed, facts));
    }

    [Theory]
    [InlineData(VideoStatus.Failed, JobState.Failed, null)]
    [InlineData(VideoStatus.Playable, JobState.Failed, null)]
    [InlineData(VideoStatus.Playable, JobState.Done, "media.nothing-to-send-again")]
    [InlineData(VideoStatus.Inspecting, JobState.Running, "media.nothing-to-send-again")]
    [InlineData(VideoStatus.Refused, JobState.Done, "media.nothing-to-send-again")]
    [InlineData(VideoStatus.Refused, JobState.Failed, "media.nothing-to-send-again")]
    public void Sending_again_needs_a_failed_step(VideoStatus status, JobState job, string? refusal) =>
        Assert.Equal(refusal, VideoLife.WhyNotSendAgain(status, [job])?.Sentence.Code);

    private static JobState? State(string letter) => letter switch
    {
        "Q" => JobState.Queued,
        "R" => JobState.Running,
        "D" => JobState.Done,
        "F" => JobState.Failed,
        _ => null,
    };

    private static List<string[]> Split(string table) =>
        [.. table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
