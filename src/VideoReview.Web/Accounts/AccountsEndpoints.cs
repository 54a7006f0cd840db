using VideoReview.Application.Accounts;
using VideoReview.Application.Notices;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>Acts without a page of their own. Both take the form, so that its antiforgery token is checked.</summary>
internal static class AccountsEndpoints
{
    public const string SignOut = "/sign-out";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(SignOut, SignOutAsync).RequireAuthorization();
        routes.MapGet("/security/csv", SecurityCsv.ServeAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).RequireRateLimiting(Limits.Exports);
        routes.MapPost("/notices/read", ReadAsync).RequireAuthorization();
    }

    private static async Task<IResult> SignOutAsync(
        IFormCollection form, HttpContext context, Actor actor, Session session, SecurityLog security,
        CancellationToken cancellation)
    {
        await security.WriteAsync(SecurityKind.SignedOut, actor.AccountId, null, cancellation);
        await session.EndAsync(context, cancellation);
        return SeeOther(context, "/sign-in");
    }

    /// <summary>Marks one notice as read, or all when the form names none.</summary>
    private static async Task<IResult> ReadAsync(
        IFormCollection form, HttpContext context, Actor actor, NoticeBoard notices, CancellationToken cancellation)
    {
        await notices.MarkReadAsync(actor, Guid.TryParse(form["notice"], out var notice) ? notice : null, cancellation);
        return SeeOther(context, "/");
    }

    private static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
