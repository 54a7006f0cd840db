using System.Globalization;
using System.Text;
using VideoReview.Application.Uploads;
using VideoReview.Web.Periods;

namespace VideoReview.Web.Uploads;

/// <summary>Headers of the tus protocol 1.0.0 (tus.io/protocols/resumable-upload), read and written.</summary>
internal static class TusHeaders
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,termination,checksum,expiration";
    public const string Resumable = "Tus-Resumable", Offset = "Upload-Offset", Length = "Upload-Length",
        Metadata = "Upload-Metadata", Expires = "Upload-Expires", Override = "X-HTTP-Method-Override";
    public const string BodyType = "application/offset+octet-stream";

    /// <summary>A header's whole number of bytes; null = missing or none.</summary>
    public static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static void Say(HttpResponse response, string header, long number) =>
        response.Headers[header] = number.ToString(CultureInfo.InvariantCulture);

    public static void SayExpires(HttpResponse response, DateTimeOffset at) =>
        response.Headers[Expires] = at.ToString("R", CultureInfo.InvariantCulture);

    public static bool HasBody(HttpRequest request) =>
        string.Equals(request.ContentType, BodyType, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The value of a metadata key ("filename d29ybGQ=,type ..."), decoded; null = missing or not base64.
    /// </summary>
    public static string? FromMetadata(HttpRequest request, string key)
    {
        foreach (var pair in request.Headers[Metadata].ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split(' ', 2);
            var buffer = new byte[pair.Length];
            if (parts.Length == 2 && parts[0] == key && Convert.TryFromBase64String(parts[1], buffer, out var length))
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }

        return null;
    }

    /// <summary>
    /// Metadata key "duration": whole milliseconds, as the browser reads them from the file; null = missing or none.
    /// </summary>
    public static TimeSpan? Duration(HttpRequest request) =>
        long.TryParse(
            FromMetadata(request, "duration"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is > 0 and < int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>What HEAD repeats of the metadata: base64 again, so that no name stands raw in a header.</summary>
    public static string ToMetadata(string fileName) =>
        "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes(fileName));

    /// <summary>
    /// False = there is a checksum that cannot be understood, or of an algorithm that we do not know.
    /// </summary>
    public static bool TryChecksum(HttpRequest request, out Checksum? checksum)
    {
        checksum = null;
        var parts = request.Headers["Upload-Checksum"].ToString().Split(' ', 2);
        if (parts is [""])
        {
            return true;
        }

        var value = new byte[64];
        if (parts.Length == 2 && Checksum.Algorithms.Contains(parts[0], StringComparer.Ordinal)
            && Convert.TryFromBase64String(parts[1], value, out var length))
        {
            checksum = new Checksum(parts[0], value[..length]);
        }

        return checksum is not null;
    }
}
