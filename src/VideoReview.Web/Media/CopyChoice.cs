using System.Globalization;
using VideoReview.Application.Media;
using VideoReview.Domain.Media;

namespace VideoReview.Web.Media;

/// <summary>
/// In which size a person watches: as the address says (?copy=360), as this browser was last told (a cookie, which the
/// player writes too), or small where the browser asks to save data
/// (https://wicg.github.io/savedata/); otherwise the first.
/// </summary>
internal static class CopyChoice
{
    public const string Cookie = "ukuran";

    private const string Query = "copy", Original = "original";

    private static readonly string[] Codes = [Original, Code(CopyRules.LargeEdge), Code(CopyRules.SmallEdge)];

    /// <summary>
    /// Null = there is nothing to choose from. What was wanted elsewhere and is not there gives way to the first.
    /// </summary>
    public static PlayChoice? Of(IReadOnlyList<PlayChoice> choices, HttpContext context)
    {
        var wanted = Asked(context) ?? Known(context.Request.Cookies[Cookie])
            ?? (context.Request.Headers["Save-Data"] == "on" ? Code(CopyRules.SmallEdge) : null);
        return choices.FirstOrDefault(choice => CodeOf(choice) == wanted)
            ?? (choices is [var first, ..] ? first : null);
    }

    /// <summary>A choice by address is kept for a year.</summary>
    public static void Remember(HttpContext context)
    {
        if (Asked(context) is { } code)
        {
            context.Response.Cookies.Append(Cookie, code, new CookieOptions
            {
                SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        }
    }

    public static string CodeOf(PlayChoice choice) => choice.EdgePixels is { } edge ? Code(edge) : Original;

    /// <summary>Where this file of the video plays; null = where the one plays that nobody had to choose.</summary>
    public static string Address(Guid videoId, PlayChoice? choice) => Address(videoId, choice?.EdgePixels);

    public static string Address(Guid videoId, int? edgePixels) =>
        $"/videos/{videoId}/play" + (edgePixels is { } edge ? $"?{Query}={Code(edge)}" : "");

    /// <summary>The page itself with this choice, for a browser without script.</summary>
    public static string PageAddress(HttpContext context, PlayChoice choice) =>
        context.Request.Path + QueryString.Create([.. context.Request.Query.Where(part => part.Key != Query)
            .SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value)))])
                .Add(Query, CodeOf(choice));

    private static string? Asked(HttpContext context) => Known(context.Request.Query[Query]);

    private static string? Known(string? code) => Codes.Contains(code, StringComparer.Ordinal) ? code : null;

    private static string Code(int edge) => edge.ToString(CultureInfo.InvariantCulture);
}
