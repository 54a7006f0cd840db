namespace VideoReview.Web.Reviewing;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class ReviewingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
