using VideoReview.Application.Reviewing;
using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Reviewing;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class ReviewingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reviews/claims", ClaimAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Reviewer));
        routes.MapPost("/reviews/period", ChooseAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Reviewer));
        routes.MapPost("/reviews/{id:guid}/claim", ClaimAgainAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Reviewer));
        routes.MapPost("/reviews/{id:guid}/draft", SaveAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Reviewer));
        routes.MapPost("/reviews/{id:guid}/lease", ExtendAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Reviewer));
    }

    /// <summary>Takes the next entry and opens it; with nothing to take, the queue says why.</summary>
    private static async Task<IResult> ClaimAsync(
        IFormCollection form, HttpContext context, Actor actor, ClaimDesk desk, CancellationToken cancellation)
    {
        var claim = await desk.ClaimNextAsync(actor, PeriodOf(form), cancellation);
        Answer.SeeOther(context, claim.IsDone ? "/reviews/" + claim.Value.ReviewId : "/reviews");
        return Results.Empty;
    }

    /// <summary>Chooses the period from which work comes; the queue shows it.</summary>
    private static async Task<IResult> ChooseAsync(
        IFormCollection form, HttpContext context, Actor actor, ReviewPeriodList periods,
        CancellationToken cancellation)
    {
        await periods.RememberAsync(actor, PeriodOf(form) ?? Guid.Empty, cancellation);
        Answer.SeeOther(context, "/reviews");
        return Results.Empty;
    }

    private static Guid? PeriodOf(IFormCollection form) =>
        Guid.TryParse(form["period"], out var period) ? period : null;

    private static async Task<IResult> ClaimAgainAsync(
        IFormCollection form, Guid id, HttpContext context, Actor actor, ClaimDesk desk, CancellationToken cancellation)
    {
        var claim = await desk.ClaimAgainAsync(actor, id, cancellation);
        if (!claim.IsDone && claim.Refusals[0].Kind is RefusalKind.NotFound)
        {
            return Results.NotFound();
        }

        Answer.SeeOther(context, claim.IsDone ? "/reviews/" + id : $"/reviews/{id}?taken=true");
        return Results.Empty;
    }

    /// <summary>Autosave: what was typed so far.</summary>
    private static async Task<IResult> SaveAsync(
        IFormCollection form, Guid id, Actor actor, ReviewDesk desk, Words words, CancellationToken cancellation)
    {
        var saved = await desk.SaveAsync(actor, id, ReviewInput.Of(form), cancellation);
        return saved.IsDone
            ? Results.Json(new
            {
                savedAt = Moments.Local(saved.Value.SavedAt, saved.Value.Zone).ToString("HH.mm.ss", words.Culture),
                rowVersion = saved.Value.Version,
            })
            : Answer.Json(saved.Refusals[0], words);
    }

    /// <summary>The player is playing: the claim holds.</summary>
    private static async Task<IResult> ExtendAsync(
        Guid id, Actor actor, ReviewDesk desk, Words words, CancellationToken cancellation)
    {
        var extended = await desk.ExtendLeaseAsync(actor, id, cancellation);
        return extended.IsDone ? Results.NoContent() : Answer.Json(extended.Refusals[0], words);
    }
}
