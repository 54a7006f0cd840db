using System.Collections.Frozen;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The 3,000 passwords that most people have, in small letters; where they come from stands in the file.
/// </summary>
public static class CommonPasswords
{
    private static readonly Lazy<FrozenSet<string>> Read = new(() =>
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var lines = new StreamReader(file);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    });

    public static IReadOnlySet<string> All => Read.Value;
}
