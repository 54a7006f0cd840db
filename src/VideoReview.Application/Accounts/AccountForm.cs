using System.Text.RegularExpressions;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What an admin types about an account.</summary>
/// <param name="RowVersion">As the form was opened with; 0 for a new account.</param>
public sealed partial record AccountForm(
    string DisplayName, string Email, Guid? UnitId, IReadOnlyList<Role> Roles, string Language, uint RowVersion)
{
    private const int LongestName = 200;

    /// <summary>RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its brackets.</summary>
    private const int LongestEmail = 254;

    private const string Atom = @"[\w!#$%&'*+/=?^`{|}~-]+";

    private const string Label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /// <summary>Everything that is wrong with what was typed, each beside its field.</summary>
    public IReadOnlyList<Refusal> WhyNot()
    {
        Refusal?[] refusals =
        [
            DisplayName.Trim().Length is 0 or > LongestName
                ? Refusal.Invalid("displayName", "accounts.name-length", ("most", LongestName))
                : null,
            WhyNotEmail(Email),
            Language is "id" or "en" ? null : Refusal.Invalid("language", "accounts.language-unknown"),
            RoleRules.WhyNotTogether(Roles),
            RoleRules.WhyNotInUnit(UnitId, Roles),
        ];
        return refusals.OfType<Refusal>().ToList();
    }

    /// <summary>
    /// Latin letters alone: a Cyrillic "a", a letter of full width or a dot at the end would make a second account that
    /// no eye tells from the first.
    /// </summary>
    public static Refusal? WhyNotEmail(string email)
    {
        var trimmed = email.Trim();
        if (trimmed.Any(sign => !char.IsAscii(sign)))
        {
            return Refusal.Invalid("email", "accounts.email-letters");
        }

        return trimmed.Length <= LongestEmail && Address().IsMatch(trimmed)
            ? null
            : Refusal.Invalid("email", "accounts.email-invalid");
    }

    /// <summary>
    /// Dot-atom and host name (RFC 5321, 4.1.2), of which no two are the same mailbox but for the size of letters: no
    /// quotes, no dot at an end, at least two labels.
    /// </summary>
    [GeneratedRegex(
        "^" + Atom + @"(\." + Atom + ")*@(" + Label + @"\.)+" + Label + @"\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
