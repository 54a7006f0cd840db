using VideoReview.Application.Uploads;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;
using Words = VideoReview.Application.Words.Words;

namespace VideoReview.Web.Uploads;

/// <summary>
/// What the uploader asks beside the tus protocol: what is unfinished, whether what arrived is what was read,
/// and cancelling without script.
/// </summary>
internal static class UploadsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        TusEndpoints.Map(routes);
        routes.MapPost("/upload-line/{token}", ReceiveLineAsync).AllowAnonymous();
        var uploads = routes.MapGroup("/uploads").RequireAuthorization(policy => policy.RequireRole(Roles.Submitter));
        uploads.MapGet("", ListAsync);
        uploads.MapPost("{id:guid}/hash", CompareAsync);
        uploads.MapPost("{id:guid}/cancellation", CancelAsync);
    }

    /// <summary>Sizes and offsets as numbers of bytes.</summary>
    private static async Task<IResult> ListAsync(
        Guid entry, HttpResponse response, Actor actor, UploadList list, UploadSamples samples, Words words,
        CancellationToken cancellation)
    {
        response.Headers.CacheControl = "no-store";
        return await list.OfEntryAsync(actor, entry, cancellation) is { } uploads
            ? Results.Json(uploads.Unfinished.Select(upload => new
            {
                upload.Id, upload.FileName, Length = upload.LengthBytes, Offset = upload.OffsetBytes, upload.ExpiresAt,
                Sample = samples.Of(upload),
            }))
            : Answer.Json(Domain.Refusal.NotFound, words);
    }

    /// <param name="body">The whole file's SHA-256 as the browser read it.</param>
    private static async Task<IResult> CompareAsync(
        Guid id, HashBody body, Actor actor, UploadComparison comparison, Words words, CancellationToken cancellation)
    {
        var outcome = await comparison.CompareAsync(actor, id, body.Sha256 ?? "", cancellation);
        return outcome.IsDone ? Results.NoContent() : Answer.Json(outcome.Refusals[0], words);
    }

    /// <summary>
    /// The far end of the test of the line: nobody is signed in there, the token in the address says that it is ours.
    /// </summary>
    private static async Task<IResult> ReceiveLineAsync(
        string token, HttpRequest request, UploadLine line, CancellationToken cancellation) =>
        await line.ReceiveAsync(token, request.BodyReader, cancellation) is { } arrival
            ? Results.Json(arrival)
            : Results.NotFound();

    /// <summary>Takes the form, so that its antiforgery token is checked; leads back to the entry.</summary>
    private static async Task<IResult> CancelAsync(
        Guid id, IFormCollection form, HttpContext context, Actor actor, UploadDesk desk,
        CancellationToken cancellation)
    {
        var outcome = await desk.CancelAsync(actor, id, cancellation);
        Answer.SeeOther(
            context, Guid.TryParse(form["entry"], out var entry) ? $"/own-entries/{entry}" : "/own-entries",
            outcome.IsDone ? "uploads.cancelled" : outcome.Refusals[0].Sentence.Code);
        return Results.Empty;
    }

    /// <param name="Sha256">Hex.</param>
    internal sealed record HashBody(string? Sha256);
}
