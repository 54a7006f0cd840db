namespace VideoReview.Web.Shell;

/// <summary>
/// One sentence carried over a 303 in a cookie that lives a minute; only keys of our own words are shown.
/// </summary>
internal static class Flash
{
    private const string Cookie = "videoreview-told";

    public static void Leave(HttpContext context, string key) =>
        context.Response.Cookies.Append(Cookie, key, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromMinutes(1),
            IsEssential = true,
        });

    /// <summary>The sentence to show now, once.</summary>
    public static string? Take(HttpContext context, Application.Words.Words words)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } key)
        {
            return null;
        }

        if (!context.Response.HasStarted)
        {
            context.Response.Cookies.Delete(Cookie);
        }

        return words.Find(key);
    }
}
