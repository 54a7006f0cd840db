using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using VideoReview.Application.Database;

namespace VideoReview.Web.Shell;

/// <summary>Alive: the process answers. Ready: what it needs answers too (database, staging folder).</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(DatabaseSetup.ReadyTag) })
            .AllowAnonymous();
    }
}
