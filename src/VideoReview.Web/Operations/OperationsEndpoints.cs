using VideoReview.Web.Shell;

namespace VideoReview.Web.Operations;

/// <summary>What islands ask of this word; pages are components beside it.</summary>
internal static class OperationsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", LiveStream.ServeAsync).RequireAuthorization()
            .RequireRateLimiting(Limits.Streams);
}
