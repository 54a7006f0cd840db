using Microsoft.AspNetCore.Http;

namespace VideoReview.Application;

/// <summary>A request that was answered, as one line of the log.</summary>
/// <param name="Request">Method and address, without query and secrets.</param>
/// <param name="Trace">What a page that tells of a failure shows; also in the log of the failure.</param>
public sealed record RequestTold(string Request, int Status, long Milliseconds, string? Trace)
{
    /// <summary>The logger of these lines.</summary>
    public const string Category = "Request";

    /// <summary>Longer parts of an address are tokens or hashes; an id has as many.</summary>
    private const int LongestPart = 36;

    private const int LongestAddress = 120;

    /// <summary>The address without its query; what may be a secret is "*".</summary>
    public static string AddressOf(PathString path)
    {
        var parts = (path.Value ?? "").Split('/').Select(part => part.Length > LongestPart ? "*" : part);
        var address = string.Join('/', parts);
        return address.Length > LongestAddress ? address[..LongestAddress] : address;
    }

    public override string ToString() => $"{Request} {Status} {Milliseconds} ms";
}
