using VideoReview.Application.Database;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>Sets of periods that Domain defines, on a row of the given alias.</summary>
internal static class PeriodCondition
{
    public static string Is(string p, PeriodStatus status) => StatusSet.Is(p + ".status", status);

    public static string IsRunning(string p) => StatusSet.Of<PeriodStatus>(p + ".status", PeriodLife.IsRunning);
}
