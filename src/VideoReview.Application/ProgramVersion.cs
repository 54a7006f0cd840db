using System.Reflection;

namespace VideoReview.Application;

/// <summary>
/// Which version this program is, as its build stamped it (infra/build/Version.props). Never told at an address that
/// anybody may ask.
/// </summary>
public static class ProgramVersion
{
    private const int ShortCommit = 12;

    /// <summary>
    /// "1.2.0 (0123456789ab)"; the number is 0.0.0 between releases, the commit "unknown" without .git.
    /// </summary>
    public static string Text { get; } = Say(
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "");

    /// <param name="stamp">"1.2.0+COMMIT", or without the commit.</param>
    internal static string Say(string stamp) =>
        stamp.Split('+', 2) is [{ } number, { Length: >= ShortCommit } commit]
            ? $"{number} ({commit[..ShortCommit]})"
            : $"{stamp} (unknown)";
}
