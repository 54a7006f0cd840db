namespace VideoReview.Web.Media;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class MediaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
