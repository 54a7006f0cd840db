namespace VideoReview.Web.Periods;

/// <summary>The containers out of which a period picks.</summary>
internal static class KnownFormats
{
    public static IReadOnlyList<string> Codes { get; } = ["mp4", "mov", "webm", "mkv", "avi", "mpeg", "wmv"];
}
