using Microsoft.AspNetCore.Antiforgery;

namespace VideoReview.Web.Shell;

/// <summary>
/// Refuses calls that another site makes in a person's browser. Every unsafe method must come from our own origin, as
/// the browser states it (Fetch Metadata, Sec-Fetch-Site; otherwise Origin). Forms carry an antiforgery token on top;
/// everything else a header that a foreign form cannot send.
/// </summary>
internal static class SameOrigin
{
    private static readonly string[] OwnHeaders = ["Tus-Resumable", "X-Requested-By"];

    public static Task Pass(HttpContext context, RequestDelegate next)
    {
        if (IsSafe(context.Request.Method)
            || (IsFromHere(context.Request) && (HasToken(context) || HasOwnHeader(context.Request))))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            || HttpMethods.IsTrace(method);

    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        // Neither header: no browser, hence nobody's cookies but the caller's own.
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasToken(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };

    private static bool HasOwnHeader(HttpRequest request) => OwnHeaders.Any(request.Headers.ContainsKey);
}
