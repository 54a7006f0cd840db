using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>How rows of the security log are said.</summary>
internal static class SecurityWords
{
    public static string Say(Words words, SecurityKind kind) => words[kind switch
    {
        SecurityKind.SignedIn => "accounts.security-signed-in",
        SecurityKind.SignInFailed => "accounts.security-sign-in-failed",
        SecurityKind.Locked => "accounts.security-locked",
        SecurityKind.SignedOut => "accounts.security-signed-out",
        SecurityKind.Refused => "accounts.security-refused",
        SecurityKind.Exported => "accounts.security-exported",
        SecurityKind.AccountChanged => "accounts.security-account-changed",
    }];

    /// <summary>An address that nobody has is told apart from others by the begin of its mark.</summary>
    public static string? Subject(Words words, SecurityRow row) =>
        row.SubjectName
            ?? (row.AddressMark is { } mark ? words.Say("accounts.security-nobody", ("mark", mark[..6])) : null);

    /// <summary>Acts on accounts have sentences, and may say from what to what.</summary>
    public static string? Detail(Words words, SecurityRow row)
    {
        if (row.Detail is not { } detail || !detail.StartsWith("accounts.", StringComparison.Ordinal))
        {
            // An address: asked for as words, each would stay in memory as a word without any.
            return row.Detail;
        }

        var parts = detail.Split(": ", 2);
        return words.Find(parts[0]) is { } sentence ? string.Join(' ', [sentence, .. parts[1..]]) : detail;
    }
}
