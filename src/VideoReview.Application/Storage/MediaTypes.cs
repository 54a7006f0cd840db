namespace VideoReview.Application.Storage;

/// <summary>Fixed media types by a key's ending: what is served never depends on what somebody claimed.</summary>
public static class MediaTypes
{
    public static string Of(ObjectKey key) => Path.GetExtension(key.Value) switch
    {
        ".mp4" => "video/mp4",
        ".mov" => "video/quicktime",
        ".webm" => "video/webm",
        ".mkv" => "video/x-matroska",
        ".avi" => "video/x-msvideo",
        ".mpeg" => "video/mpeg",
        ".wmv" => "video/x-ms-wmv",
        ".jpg" => "image/jpeg",
        ".webp" => "image/webp",
        ".vtt" => "text/vtt",
        _ => "application/octet-stream",
    };
}
