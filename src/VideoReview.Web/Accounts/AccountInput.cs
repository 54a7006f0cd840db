using System.Globalization;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>The fields of an account as a form posts them.</summary>
public sealed class AccountInput
{
    public string? DisplayName { get; set; }

    public string? Email { get; set; }

    public string? Unit { get; set; }

    public List<string>? Roles { get; set; }

    public string? Language { get; set; }

    public string? RowVersion { get; set; }

    /// <summary>How many reviews the page said would end.</summary>
    public string? Seen { get; set; }

    public static AccountInput Of(AccountRow row) => new()
    {
        DisplayName = row.DisplayName,
        Email = row.Email,
        Unit = row.UnitId?.ToString(),
        Roles = row.Roles.Concat(row.Waiting).Select(RoleNames.Of).ToList(),
        Language = row.Language,
        RowVersion = row.RowVersion.ToString(CultureInfo.InvariantCulture),
    };

    public bool Has(Role role) => Roles?.Contains(RoleNames.Of(role), StringComparer.Ordinal) == true;

    public AccountForm ToForm() => new(
        DisplayName ?? "",
        Email ?? "",
        Guid.TryParse(Unit, out var unit) ? unit : null,
        (Roles ?? []).Select(EnumName.Read<Role>).OfType<Role>().Distinct().ToList(),
        Language ?? "id",
        uint.TryParse(RowVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
}
