using VideoReview.Domain;

namespace VideoReview.Web.Shell;

/// <summary>How a page answers a form: 303 to the next thing, or the same page with the refusals' status.</summary>
internal static class Answer
{
    /// <summary>Done: go and look. The page that posted is not rendered again.</summary>
    public static void SeeOther(HttpContext context, string url, string? toldKey = null)
    {
        if (toldKey is not null)
        {
            Flash.Leave(context, toldKey);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = url;
    }

    /// <summary>
    /// A path of ours, whatever a form or an address said. "//elsewhere" and "/\elsewhere" lead away, and so does
    /// either with a control character inside, which browsers leave out; beyond ASCII no header carries it.
    /// </summary>
    public static string OwnPath(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.All(sign => sign is > ' ' and < '\x7F') ? path : "/";

    /// <summary>The page is shown again with what was typed and why not.</summary>
    public static void Refuse(HttpContext context, IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count > 0)
        {
            context.Response.StatusCode = Status(refusals[0].Kind);
        }
    }

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict or RefusalKind.Stale => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>For islands: the refusal as JSON {code, sentence, field} with its status.</summary>
    public static IResult Json(Refusal refusal, Application.Words.Words words) =>
        Results.Json(
            new { code = refusal.Sentence.Code, sentence = words.Say(refusal.Sentence), field = refusal.Field },
            statusCode: Status(refusal.Kind));
}
