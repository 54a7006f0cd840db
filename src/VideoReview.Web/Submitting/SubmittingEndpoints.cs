using System.Globalization;
using VideoReview.Application.Submitting;
using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Submitting;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class SubmittingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/own-entries/{id:guid}/profile", SaveAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Submitter));

    /// <summary>Autosave: keeps what is typed so far and tells when and as which version.</summary>
    private static async Task<IResult> SaveAsync(
        Guid id, IFormCollection form, Actor actor, DraftDesk desk, Words words, CancellationToken cancellation)
    {
        var read = DraftInput.Of(form).ToForm();
        var saved = read.IsDone
            ? await desk.SaveAsync(actor, id, read.Value, cancellation)
            : Outcome<SavedDraft>.Refused(read.Refusals);
        return saved.IsDone
            ? Results.Json(new { savedAt = Moments.Local(saved.Value.At, saved.Value.TimeZone)
                .ToString("HH.mm.ss", CultureInfo.InvariantCulture), rowVersion = saved.Value.Version })
            : Answer.Json(saved.Refusals[0], words);
    }
}
