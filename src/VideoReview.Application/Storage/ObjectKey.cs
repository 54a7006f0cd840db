using System.Text.RegularExpressions;

namespace VideoReview.Application.Storage;

/// <summary>
/// The name of an object: kind, owner's id and content hash, never a user's text. Two contents never share a key.
/// </summary>
public sealed partial record ObjectKey
{
    /// <summary>What is made of originals: the first part of their keys.</summary>
    public static IReadOnlyList<string> DerivedKinds { get; } = ["playable", "picture"];

    private ObjectKey(string value) => Value = value;

    /// <summary>For example "original/0199.../3fb2....mp4".</summary>
    public string Value { get; }

    /// <summary>Hex hash of the content.</summary>
    public string Sha256 => Path.GetFileNameWithoutExtension(Value);

    /// <summary>A video as it was sent.</summary>
    public static ObjectKey Original(Guid videoId, string sha256, string format) =>
        Parse($"original/{videoId:N}/{sha256}.{format}");

    /// <summary>A remuxed or encoded copy that browsers play.</summary>
    /// <param name="format">"mp4" or "webm".</param>
    public static ObjectKey Playable(Guid videoId, string sha256, string format) =>
        Parse($"playable/{videoId:N}/{sha256}.{format}");

    /// <summary>A derived picture, or the cues of one.</summary>
    public static ObjectKey Picture(Guid videoId, string sha256, string extension) =>
        Parse($"picture/{videoId:N}/{sha256}.{extension}");

    /// <summary>A key as rows keep it; anything else than the three shapes above is a bug.</summary>
    public static ObjectKey Parse(string value) =>
        IsKey(value) ? new ObjectKey(value) : throw new FormatException("Not an object key: " + value);

    /// <summary>False for a name that is no key, such as a file still being written.</summary>
    public static bool IsKey(string value) => Shape().IsMatch(value);

    public override string ToString() => Value;

    [GeneratedRegex(
        "^(original|playable|picture)/[0-9a-f]{32}/[0-9a-f]{64}\\.[a-z0-9]{2,5}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
