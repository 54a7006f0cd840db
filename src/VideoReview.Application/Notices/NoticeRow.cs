using VideoReview.Domain;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Notices;

/// <summary>One notice as Beranda shows it.</summary>
/// <param name="IsDone">What it asks for has been done.</param>
/// <param name="Zone">Of its period; null = of none.</param>
/// <param name="Left">What it is about, as far as that is not done.</param>
public sealed record NoticeRow(
    Guid Id, Sentence Sentence, string? Link, DateTimeOffset CreatedAt, bool IsRead, bool IsDone, string? Zone,
    string Act, Guid? PeriodId, IReadOnlyList<Guid> Left)
{
    internal static NoticeRow Of(Notice notice, string? zone) => new(
        notice.Id, NoticeText.SentenceOf(notice), NoticeText.LinkOf(notice), notice.CreatedAt,
        notice.ReadAt is not null, notice.DoneAt is not null, zone, notice.Act, notice.PeriodId,
        NoticeAnswers.IsAsked(notice.Act) ? notice.WaitsFor : notice.SubjectIds);

    /// <summary>
    /// One for each act and period with the number of what is left. Several notices of
    /// one act come to be when the first was mailed before the next thing happened.
    /// </summary>
    internal static IReadOnlyList<NoticeRow> Together(IEnumerable<NoticeRow> rows) =>
    [
        .. rows.GroupBy(row => row.PeriodId is { } period ? (row.Act, period) : (row.Act, row.Id))
            .Select(OneOf).OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id),
    ];

    private static NoticeRow OneOf(IEnumerable<NoticeRow> ofOneAct)
    {
        var rows = ofOneAct.OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).ToList();
        var left = rows.SelectMany(row => row.Left).Distinct().ToList();
        return rows.Count == 1 && left.Count == rows[0].Left.Count && !NoticeText.IsMany(rows[0].Sentence)
            ? rows[0]
            : rows[0] with
            {
                Sentence = NoticeText.Many(rows[0].Sentence, left.Count), Link = NoticeText.ListOf(rows[0].Link),
                Left = left,
            };
    }
}
