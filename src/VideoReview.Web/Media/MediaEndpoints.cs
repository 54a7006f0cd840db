using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Media;

/// <summary>What the parts of this word post; videos and pictures themselves are served by Reviewing, which knows who may see them.</summary>
internal static class MediaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/videos/{id:guid}/retry", SendAgainAsync).RequireAuthorization(policy => policy.RequireRole(Roles.Coordinator));

    /// <summary>Back to the page that showed the button; a repeated press says that there was nothing to do.</summary>
    private static async Task<IResult> SendAgainAsync(Guid id, IFormCollection form, HttpContext context, Actor actor, VideoDesk desk, CancellationToken cancellation)
    {
        var outcome = await desk.SendAgainAsync(actor, id, cancellation);
        if (!outcome.IsDone && outcome.Refusals[0].Kind is not RefusalKind.Conflict)
        {
            return Results.StatusCode(Answer.Status(outcome.Refusals[0].Kind));
        }

        var back = form["back"].ToString();
        Answer.SeeOther(context, back is ['/', not ('/' or '\\'), ..] ? back : "/", outcome.IsDone ? "media.sent-again" : outcome.Refusals[0].Sentence.Code);
        return Results.Empty;
    }
}
