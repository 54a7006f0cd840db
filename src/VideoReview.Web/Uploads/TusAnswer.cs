using VideoReview.Application.Uploads;
using VideoReview.Domain;
using VideoReview.Web.Shell;
using Words = VideoReview.Application.Words.Words;

namespace VideoReview.Web.Uploads;

/// <summary>What a delivery's end is in HTTP: the status codes of the protocol, with a sentence for people where something went wrong.</summary>
internal static class TusAnswer
{
    /// <summary>Of the checksum extension; not in HTTP's registry.</summary>
    private const int ChecksumMismatch = 460;

    /// <summary>The answer to PATCH, and to the body of a POST when <paramref name="stored"/> is 201.</summary>
    public static IResult Of(HttpContext context, UploadAnswer receipt, Words words, int stored = StatusCodes.Status204NoContent)
    {
        switch (receipt.End)
        {
            case UploadEnd.Stored or UploadEnd.Complete:
                Place(context.Response, receipt);
                return Results.StatusCode(stored);
            case UploadEnd.Cut:
                // No 4xx: clients would take it for their own fault and give up. A connection that ends makes them ask and go on.
                context.Abort();
                return Results.Empty;
            case UploadEnd.WrongOffset:
                Place(context.Response, receipt);
                return Say(StatusCodes.Status409Conflict, "uploads.wrong-offset", words);
            case UploadEnd.Busy:
                return Say(StatusCodes.Status423Locked, "uploads.busy", words);
            case UploadEnd.Damaged:
                return Say(ChecksumMismatch, "uploads.damaged", words);
            case UploadEnd.NoRoom:
                // As of a store that is away: a 4xx would make the uploader give up, and room may be made.
                return Say(StatusCodes.Status503ServiceUnavailable, "uploads.no-room", words);
            case UploadEnd.Gone:
                return Say(StatusCodes.Status410Gone, "uploads.gone", words);
            default:
                return Answer.Json(receipt.Refusal!, words);
        }
    }

    public static IResult Say(int status, string code, Words words) => Results.Json(new { code, sentence = words[code] }, statusCode: status);

    public static void Place(HttpResponse response, UploadAnswer receipt)
    {
        TusHeaders.Say(response, TusHeaders.Offset, receipt.OffsetBytes);
        TusHeaders.SayExpires(response, receipt.ExpiresAt);
    }
}
