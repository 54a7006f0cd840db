using System.Net.Mail;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What an admin types about an account.</summary>
/// <param name="RowVersion">As the form was opened with; 0 for a new account.</param>
public sealed record AccountForm(
    string DisplayName, string Email, Guid? UnitId, IReadOnlyList<Role> Roles, string Language, uint RowVersion)
{
    private const int LongestName = 200;

    /// <summary>RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its brackets.</summary>
    private const int LongestEmail = 254;

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

    public static Refusal? WhyNotEmail(string email)
    {
        var trimmed = email.Trim();
        var fits = trimmed.Length <= LongestEmail && MailAddress.TryCreate(trimmed, out var address)
            && address.Address == trimmed && address.Host.Contains('.', StringComparison.Ordinal);
        return fits ? null : Refusal.Invalid("email", "accounts.email-invalid");
    }
}
