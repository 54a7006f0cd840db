using System.Net.Mime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using VideoReview.Application.Media;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Media;

/// <summary>
/// Answers GET and HEAD for a stored file: whole or one range, 304 and 416 where they belong (RFC 9110 sections 13 and
/// 14), streamed. More than one range at a time is answered with the whole, as the standard allows.
/// </summary>
/// <param name="DownloadName">Sent as an attachment of this name; null = shown in the page.</param>
/// <param name="IsImmutable">
/// The address holds the content's hash. Kept for a day only: office machines are shared, and a seat ends.
/// </param>
internal sealed record RangedFile(
    MediaFile File, MediaFiles Files, string? DownloadName = null, bool IsImmutable = false) : IResult
{
    private EntityTagHeaderValue Tag => new($"\"{File.Sha256}\"");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request.GetTypedHeaders(), httpContext.Response);
        SetHeaders(response);

        // A player is told by the status alone, also where it says that it would take a page.
        if (httpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        if (request.IfNoneMatch.Any(
            tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (RangeOf(request) is not { } range)
        {
            await SendAsync(httpContext, 0, File.SizeBytes);
            return;
        }

        if (range.Length <= 0)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = new ContentRangeHeaderValue(File.SizeBytes).ToString();
            return;
        }

        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange =
            new ContentRangeHeaderValue(range.From, range.From + range.Length - 1, File.SizeBytes).ToString();
        await SendAsync(httpContext, range.From, range.Length);
    }

    private void SetHeaders(HttpResponse response)
    {
        response.Headers.ETag = Tag.ToString();
        response.Headers.AcceptRanges = "bytes";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = IsImmutable ? "private, max-age=86400, immutable" : "private, no-cache";
        if (DownloadName is not null)
        {
            response.Headers.ContentDisposition =
                new System.Net.Mime.ContentDisposition(DispositionTypeNames.Attachment) { FileName = DownloadName }
                    .ToString();
        }
    }

    /// <summary>Null = the whole; a length of 0 or less = nothing of it exists.</summary>
    private (long From, long Length)? RangeOf(RequestHeaders request)
    {
        if (request.Range is not { Unit.Value: "bytes", Ranges.Count: 1 } asked || !IsStillTheSame(request.IfRange))
        {
            return null;
        }

        var one = asked.Ranges.First();
        var from = one.From ?? Math.Max(0, File.SizeBytes - one.To!.Value);
        var to = one.From is null ? File.SizeBytes - 1 : Math.Min(one.To ?? long.MaxValue, File.SizeBytes - 1);
        return (from, to - from + 1);
    }

    /// <summary>If-Range with a date cannot be answered: there is no date, only the tag.</summary>
    private bool IsStillTheSame(RangeConditionHeaderValue? condition) =>
        condition is null || condition.EntityTag?.Compare(Tag, useStrongComparison: true) == true;

    private async Task SendAsync(HttpContext context, long from, long length)
    {
        context.Response.ContentType = File.MediaType;
        context.Response.ContentLength = length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            await Files.ReadAsync(File, from, length, context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Seeking ends one request to begin another: nobody waits for the rest.
            context.Abort();
        }
    }
}
