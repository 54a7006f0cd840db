using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>
/// Who asks. Pages and endpoints may also simply take an <see cref="Actor"/>: it is a service of the request.
/// </summary>
internal static class SignedIn
{
    /// <summary>The signed-in person; asking on a page that anybody may open is a bug.</summary>
    public static Actor ActorOf(HttpContext context) =>
        AccountClaims.ActorOf(context.User)
            ?? throw new InvalidOperationException("Nobody is signed in on " + context.Request.Path);

    public static bool MustChangePassword(HttpContext context) =>
        context.User.HasClaim(claim => claim.Type == AccountClaims.MustChangePassword);
}
