using VideoReview.Domain.Accounts;
using VideoReview.Web.Deciding;
using VideoReview.Web.Operations;

namespace VideoReview.Web.Coordination;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class CoordinationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", LiveStream.ServeAsync).RequireAuthorization();
        routes.MapGet("/results/{periodId:guid}/csv", ResultCsv.ServeAsync).RequireAuthorization(policy => policy.RequireRole(Roles.Coordinator, Roles.Observer));
    }
}
