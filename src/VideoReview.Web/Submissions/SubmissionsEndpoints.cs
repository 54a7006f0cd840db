namespace VideoReview.Web.Submissions;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class SubmissionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
