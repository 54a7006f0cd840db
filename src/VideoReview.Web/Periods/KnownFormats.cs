namespace VideoReview.Web.Periods;

/// <summary>The containers out of which a period picks.</summary>
internal static class KnownFormats
{
    public static IReadOnlyList<string> Codes => VideoReview.Domain.Uploads.UploadPolicy.Formats;
}
