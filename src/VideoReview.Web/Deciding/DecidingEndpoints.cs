using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Deciding;

/// <summary>The downloads of this word; pages are components beside it.</summary>
internal static class DecidingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/results/{periodId:guid}/csv", ResultCsv.ServeAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Coordinator, Roles.Observer))
            .RequireRateLimiting(Limits.Exports);
}
