using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Scoring;

/// <summary>How one entry version stands by its final reviews.</summary>
/// <param name="Mark">Official mark, two decimals; null without final reviews.</param>
/// <param name="Finals">How many final reviews it rests on.</param>
/// <param name="Points">Every point of the rubric, in its order.</param>
public sealed record EntryStanding(decimal? Mark, int Finals, IidLevel Level, IReadOnlyList<PointResult> Points)
{
    public static EntryStanding Of(Rubric rubric, IReadOnlyCollection<FinalScores> finals)
    {
        var points = Marking.Points(rubric, finals);
        return new(Marking.OfficialMark(rubric, finals), finals.Count, Marking.Level(rubric, points), points);
    }
}
