using VideoReview.Application.Database;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>
/// Sets of reviews that Domain defines, on a row of the given alias. Leases run by the database's clock.
/// </summary>
internal static class ReviewCondition
{
    public static string Is(string r, ReviewStatus status) => StatusSet.Is(r + ".status", status);

    /// <summary>Whoever holds one sees no other score of the version.</summary>
    public static string IsOpen(string r) => Of(r, ReviewLife.IsOpen);

    public static string IsUnderWay(string r) => Of(r, ReviewLife.IsUnderWay);

    public static string IsGiven(string r) =>
        Of(r, status => ReviewLife.IsUnderWay(status) || status is ReviewStatus.Final);

    public static string MayLapse(string r) => Of(r, status => ReviewLife.LeadsFrom(ReviewMove.Lapse, status));

    public static string IsGivenBack(string r) => Of(r, ReviewLife.IsGivenBack);

    /// <summary>As <see cref="Seats.Holds"/>: some hold a seat in any case, a claim while its lease runs.</summary>
    public static string HoldsSeat(string r) =>
        $"({Of(r, HoldsAlways)} OR ({Of(r, status => HoldsLeased(status) && !HoldsAlways(status))} AND {r}"
            + ".lease_until > now()))";

    /// <summary>As <see cref="Seats.MayBeClaimedAgain"/>.</summary>
    public static string MayBeClaimedAgain(string r) =>
        $"({Is(r, ReviewStatus.Expired)} OR ({Is(r, ReviewStatus.Claimed)} AND {r}.lease_until <= now()))";

    /// <summary>As <see cref="ReviewRights.MayWatch"/>.</summary>
    public static string MayWatch(string r) => $"({HoldsSeat(r)} OR {Is(r, ReviewStatus.Superseded)})";

    private static string Of(string r, Func<ReviewStatus, bool> belongs) => StatusSet.Of(r + ".status", belongs);

    private static bool HoldsAlways(ReviewStatus status) =>
        Seats.Holds(new Seat(status, null, null), DateTimeOffset.UnixEpoch);

    private static bool HoldsLeased(ReviewStatus status) =>
        Seats.Holds(new Seat(status, DateTimeOffset.MaxValue, null), DateTimeOffset.UnixEpoch);
}
