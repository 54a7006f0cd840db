namespace VideoReview.Web.Periods;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class PeriodsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
