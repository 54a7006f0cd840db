using VideoReview.Domain.Entries;

namespace VideoReview.Application.Coordination;

/// <summary>How many entries of one unit stand where.</summary>
public sealed record UnitLine(
    Guid UnitId, string Name, int Drafts, int Submitted, int InReview, int Reviewed, int Returned);

/// <summary>One reviewer's load: given, done, late.</summary>
/// <param name="HasLeft">The account is closed, or no reviewer's any more.</param>
public sealed record ReviewerLine(Guid ReviewerId, string Name, int Given, int Done, int Late, bool HasLeft);

/// <summary>One of the latest events, for the board's list.</summary>
/// <param name="To">The status that it led to.</param>
public sealed record BoardEvent(DateTimeOffset At, string Act, string? EntryNumber, Guid? EntryId, string? To);

/// <summary>Where everything in a period stands, at one moment.</summary>
/// <param name="Funnel">Every status, in the order of the chain, with its number of entries.</param>
/// <param name="OpenUploads">Entries with a file on its way in.</param>
/// <param name="Late">Entries with a late review.</param>
/// <param name="Ending">Entries with a claim that lapses soon.</param>
/// <param name="Split">Entries whose final reviews disagree; null for an observer: it tells about marks.</param>
/// <param name="Reviewers">Empty for an observer: progress, never persons.</param>
public sealed record BoardView(
    IReadOnlyList<KeyValuePair<EntryStatus, int>> Funnel,
    int Processing,
    int Stuck,
    int Refused,
    int OpenUploads,
    int Late,
    int Ending,
    int? Split,
    int FinalReviews,
    int SeatsWanted,
    IReadOnlyList<UnitLine> Units,
    int UnitCount,
    IReadOnlyList<ReviewerLine> Reviewers,
    int ReviewerCount,
    IReadOnlyList<BoardEvent> Latest)
{
    public int Total => Funnel.Sum(f => f.Value);
}
