using System.Globalization;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>The fields of a unit as a form posts them.</summary>
public sealed class UnitInput
{
    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Parent { get; set; }

    public string? RowVersion { get; set; }

    public static UnitInput Of(UnitRow row) => new()
    {
        Name = row.Name,
        Kind = row.Kind.ToString(),
        Parent = row.ParentId?.ToString(),
        RowVersion = row.RowVersion.ToString(CultureInfo.InvariantCulture),
    };

    public UnitForm ToForm() => new(
        Name ?? "",
        EnumName.Read<UnitKind>(Kind) ?? UnitKind.Office,
        Guid.TryParse(Parent, out var parent) ? parent : null,
        uint.TryParse(RowVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
}
