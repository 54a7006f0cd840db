namespace VideoReview.Web.Accounts;

/// <summary>Whoever signed in with a one-time password gets nowhere until it is changed.</summary>
internal static class PasswordGate
{
    private static readonly PathString[] Open =
        ["/password", "/sign-out", "/sign-in", "/status", "/language", "/assets", "/health"];

    public static async Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!SignedIn.MustChangePassword(context)
            || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/password";
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }
}
