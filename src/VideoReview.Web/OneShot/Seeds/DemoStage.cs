namespace VideoReview.Web.OneShot.Seeds;

/// <summary>How far a demo entry has come.</summary>
internal enum Reach
{
    /// <summary>The profile is filled in; no video yet.</summary>
    Draft,

    /// <summary>An upload stands half way.</summary>
    HalfUploaded,

    /// <summary>A video that is too short was sent and refused.</summary>
    RefusedVideo,

    /// <summary>The video is there, the entry not yet sent.</summary>
    Uploaded,

    /// <summary>Sent and waiting for reviewers.</summary>
    Ready,

    /// <summary>Sent back with a note.</summary>
    Returned,

    /// <summary>One final review, one draft, one seat free.</summary>
    InReview,

    /// <summary>Three final reviews.</summary>
    Reviewed,
}

/// <summary>How far the period itself goes after its entries.</summary>
internal enum PeriodEnd
{
    Open,
    Reviewing,
    Decided,
}

/// <summary>
/// A picture of the product at one time of the year: a period and how far its entries have come, in the order of
/// <see cref="DemoEntry.All"/>.
/// </summary>
internal sealed record DemoStage(string Name, PeriodEnd End, IReadOnlyList<Reach> Entries)
{
    /// <summary>What `infra/dev run` begins with: something for every role to do.</summary>
    public static DemoStage Demo { get; } = new(
        "Penilaian video inovasi daerah (peragaan)", PeriodEnd.Open,
        [
            Reach.Reviewed, Reach.InReview, Reach.Ready, Reach.Ready, Reach.Ready, Reach.Returned,
            Reach.RefusedVideo, Reach.Draft,
        ]);

    /// <summary>The last days before closing.</summary>
    public static DemoStage Uploading { get; } = new(
        "Masa unggah (peragaan)", PeriodEnd.Open,
        [
            Reach.Ready, Reach.HalfUploaded, Reach.Draft, Reach.Uploaded, Reach.HalfUploaded, Reach.Draft,
            Reach.RefusedVideo, Reach.HalfUploaded,
        ]);

    /// <summary>Closed, and the reviewers are at work.</summary>
    public static DemoStage Reviewing { get; } = new(
        "Masa penilaian (peragaan)", PeriodEnd.Reviewing,
        [
            Reach.Reviewed, Reach.Reviewed, Reach.InReview, Reach.InReview, Reach.Ready, Reach.Ready,
            Reach.Draft, Reach.Ready,
        ]);

    /// <summary>Decided, not yet published.</summary>
    public static DemoStage Decided { get; } = new(
        "Sudah ditetapkan (peragaan)", PeriodEnd.Decided,
        [
            Reach.Reviewed, Reach.Reviewed, Reach.Reviewed, Reach.Reviewed, Reach.Reviewed, Reach.Reviewed,
            Reach.Reviewed, Reach.Draft,
        ]);
}
