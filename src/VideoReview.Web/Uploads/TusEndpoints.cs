using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using VideoReview.Application.Uploads;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Uploads;
using VideoReview.Web.Shell;
using Words = VideoReview.Application.Words.Words;

namespace VideoReview.Web.Uploads;

/// <summary>
/// The tus 1.0.0 server: core, creation, creation-with-upload, termination, checksum, expiration. Own unit's submitters
/// only; for all others nothing is there.
/// </summary>
internal static class TusEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var tus = routes.MapGroup("/uploads").RequireAuthorization(policy => policy.RequireRole(Roles.Submitter))
            .AddEndpointFilter(SpeakTusAsync);
        tus.MapMethods("", [HttpMethods.Options], Capabilities);
        tus.MapMethods("{id:guid}", [HttpMethods.Options], Capabilities);
        tus.MapPost("", CreateAsync);
        tus.MapMethods("{id:guid}", [HttpMethods.Head], AskAsync);
        tus.MapPatch("{id:guid}", AppendAsync);
        tus.MapDelete("{id:guid}", CancelAsync);
        tus.MapPost("{id:guid}", OverrideAsync);
    }

    /// <summary>Every answer names the version; a client of another one is told which we speak.</summary>
    private static async ValueTask<object?> SpeakTusAsync(
        EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var (request, headers) = (call.HttpContext.Request, call.HttpContext.Response.Headers);
        headers[TusHeaders.Resumable] = TusHeaders.Version;
        headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method) || request.Headers[TusHeaders.Resumable] == TusHeaders.Version)
        {
            return await next(call);
        }

        headers["Tus-Version"] = TusHeaders.Version;
        return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
    }

    private static IResult Capabilities(HttpResponse response)
    {
        response.Headers["Tus-Version"] = TusHeaders.Version;
        response.Headers["Tus-Extension"] = TusHeaders.Extensions;
        response.Headers["Tus-Checksum-Algorithm"] = string.Join(',', Checksum.Algorithms);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, Actor actor, UploadDesk desk, UploadReceiver receiver, IHostApplicationLifetime life,
        Words words, Guid? entry)
    {
        if (TusHeaders.Number(context.Request, TusHeaders.Length) is not { } length || entry is not { } entryId
            || !TusHeaders.TryChecksum(context.Request, out var checksum))
        {
            return TusAnswer.Say(StatusCodes.Status400BadRequest, "uploads.bad-request", words);
        }

        var created = await desk.CreateAsync(
            actor, entryId, length, TusHeaders.FromMetadata(context.Request, "filename"),
            TusHeaders.Duration(context.Request), context.RequestAborted);
        if (!created.IsDone)
        {
            return Answer.Json(created.Refusals[0], words);
        }

        context.Response.Headers.Location = "/uploads/" + created.Value.Id.ToString("D", CultureInfo.InvariantCulture);
        TusHeaders.SayExpires(context.Response, created.Value.ExpiresAt);
        if (!TusHeaders.HasBody(context.Request))
        {
            return Results.StatusCode(StatusCodes.Status201Created);
        }

        return TusAnswer.Of(
            context, await ReceiveAsync(context, actor, created.Value.Id, 0, checksum, receiver, life), words,
            StatusCodes.Status201Created);
    }

    private static async Task<IResult> AskAsync(Guid id, HttpContext context, Actor actor, UploadSessions sessions)
    {
        if (await sessions.AskAsync(actor, id, context.RequestAborted) is not (var upload, var receipt))
        {
            return Results.NotFound();
        }

        if (receipt.End is UploadEnd.Gone or UploadEnd.Busy)
        {
            return Results.StatusCode(
                receipt.End == UploadEnd.Gone ? StatusCodes.Status410Gone : StatusCodes.Status423Locked);
        }

        TusAnswer.Place(context.Response, receipt);
        TusHeaders.Say(context.Response, TusHeaders.Length, upload.LengthBytes);
        context.Response.Headers[TusHeaders.Metadata] = TusHeaders.ToMetadata(upload.FileName);
        return Results.Ok();
    }

    private static async Task<IResult> AppendAsync(
        Guid id, HttpContext context, Actor actor, UploadReceiver receiver, IHostApplicationLifetime life, Words words)
    {
        if (!TusHeaders.HasBody(context.Request))
        {
            return TusAnswer.Say(StatusCodes.Status415UnsupportedMediaType, "uploads.bad-request", words);
        }

        if (TusHeaders.Number(context.Request, TusHeaders.Offset) is not { } offset
            || !TusHeaders.TryChecksum(context.Request, out var checksum))
        {
            return TusAnswer.Say(StatusCodes.Status400BadRequest, "uploads.bad-request", words);
        }

        return TusAnswer.Of(context, await ReceiveAsync(context, actor, id, offset, checksum, receiver, life), words);
    }

    private static async Task<IResult> CancelAsync(
        Guid id, Actor actor, UploadDesk desk, Words words, CancellationToken cancellation)
    {
        var outcome = await desk.CancelAsync(actor, id, cancellation);
        return outcome.IsDone ? Results.NoContent() : Answer.Json(outcome.Refusals[0], words);
    }

    /// <summary>For networks that let only GET and POST through (tus core, "X-HTTP-Method-Override").</summary>
    private static Task<IResult> OverrideAsync(
        Guid id, HttpContext context, Actor actor, UploadDesk desk, UploadSessions sessions, UploadReceiver receiver,
        IHostApplicationLifetime life, Words words) =>
        context.Request.Headers[TusHeaders.Override].ToString() switch
        {
            "PATCH" => AppendAsync(id, context, actor, receiver, life, words),
            "DELETE" => CancelAsync(id, actor, desk, words, context.RequestAborted),
            "HEAD" => AskAsync(id, context, actor, sessions),
            _ => Task.FromResult(Results.StatusCode(StatusCodes.Status405MethodNotAllowed)),
        };

    /// <summary>
    /// Slow lines are the rule here: no limit on size or rate; what is quiet for too long is ended by the receiver.
    /// </summary>
    private static async Task<UploadAnswer> ReceiveAsync(
        HttpContext context, Actor actor, Guid id, long offset, Checksum? checksum, UploadReceiver receiver,
        IHostApplicationLifetime life)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        using var away = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, life.ApplicationStopping);
        return await receiver.ReceiveAsync(
            actor, id,
            new UploadBody(offset, context.Request.ContentLength, context.Request.BodyReader, checksum), away.Token);
    }
}
