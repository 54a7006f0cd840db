using VideoReview.Application.Uploads;
using VideoReview.Domain;
using VideoReview.Web.Shell;
using Words = VideoReview.Application.Words.Words;

namespace VideoReview.Web.Uploads;

/// <summary>
/// What a delivery's end is in HTTP: the status codes of the protocol, with a sentence for
/// people where something went wrong.
/// </summary>
internal static class TusAnswer
{
    /// <summary>Of the checksum extension; not in HTTP's registry.</summary>
    private const int ChecksumMismatch = 460;

    /// <summary>The answer to PATCH, and to the body of a POST when <paramref name="stored"/> is 201.</summary>
    public static IResult Of(
        HttpContext context, UploadAnswer receipt, Words words, int stored = StatusCodes.Status204NoContent)
    {
        if (receipt.End is UploadEnd.Stored or UploadEnd.Complete or UploadEnd.WrongOffset)
        {
            Place(context.Response, receipt);
        }

        return receipt.End switch
        {
            UploadEnd.Stored or UploadEnd.Complete => Results.StatusCode(stored),
            UploadEnd.Cut => Aborted(context),
            UploadEnd.WrongOffset => Say(StatusCodes.Status409Conflict, "uploads.wrong-offset", words),
            UploadEnd.Busy => Say(StatusCodes.Status423Locked, "uploads.busy", words),
            UploadEnd.Damaged => Say(ChecksumMismatch, "uploads.damaged", words),

            // As of a store that is away: a 4xx would make the uploader give up, and room may be made.
            UploadEnd.NoRoom => Say(StatusCodes.Status503ServiceUnavailable, "uploads.no-room", words),
            UploadEnd.Gone => Say(StatusCodes.Status410Gone, "uploads.gone", words),
            UploadEnd.Refused => Answer.Json(receipt.Refusal!, words),
        };
    }

    public static IResult Say(int status, string code, Words words) =>
        Results.Json(new { code, sentence = words[code] }, statusCode: status);

    /// <summary>
    /// No 4xx: clients would take it for their own fault and give up. A connection that ends makes them ask and go on.
    /// </summary>
    private static IResult Aborted(HttpContext context)
    {
        context.Abort();
        return Results.Empty;
    }

    public static void Place(HttpResponse response, UploadAnswer receipt)
    {
        TusHeaders.Say(response, TusHeaders.Offset, receipt.OffsetBytes);
        TusHeaders.SayExpires(response, receipt.ExpiresAt);
    }
}
