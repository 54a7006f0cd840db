namespace VideoReview.Web.Uploads;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class UploadsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
