using System.Globalization;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Media;

/// <summary>
/// What the parts of this word post; videos and pictures themselves are served by Reviewing,
/// which knows who may see them.
/// </summary>
internal static class MediaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/videos/{id:guid}/retry", SendAgainAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Coordinator));
        routes.MapPost("/videos/{id:guid}/poster", ChoosePosterAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Submitter));
    }

    /// <summary>A repeated press says that there was nothing to do.</summary>
    private static async Task<IResult> SendAgainAsync(
        Guid id, IFormCollection form, HttpContext context, Actor actor, VideoDesk desk, CancellationToken cancellation)
    {
        return Back(context, form, await desk.SendAgainAsync(actor, id, cancellation), "media.sent-again");
    }

    private static async Task<IResult> ChoosePosterAsync(
        Guid id, IFormCollection form, HttpContext context, Actor actor, PosterDesk desk,
        CancellationToken cancellation)
    {
        var position =
            int.TryParse(form["position"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        return Back(context, form, await desk.ChooseAsync(actor, id, position, cancellation), "media.poster-told");
    }

    /// <summary>To the page that showed the button, with what became of it.</summary>
    private static IResult Back(HttpContext context, IFormCollection form, Outcome outcome, string told)
    {
        if (!outcome.IsDone && outcome.Refusals[0].Kind is not RefusalKind.Conflict)
        {
            return Results.StatusCode(Answer.Status(outcome.Refusals[0].Kind));
        }

        Answer.SeeOther(
            context, Answer.OwnPath(form["back"]),
            outcome.IsDone ? told : outcome.Refusals[0].Sentence.Code);
        return Results.Empty;
    }
}
