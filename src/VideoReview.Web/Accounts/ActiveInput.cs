using System.Globalization;

namespace VideoReview.Web.Accounts;

/// <summary>The closing or reopening of an account or a unit as its form posts it.</summary>
public sealed class ActiveInput
{
    public string? RowVersion { get; set; }

    public string? IsActive { get; set; }

    /// <summary>How many reviews the page said would end.</summary>
    public string? Seen { get; set; }

    public bool Opens => IsActive == "true";

    public uint Version =>
        uint.TryParse(RowVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var opened) ? opened : 0;

    public static int Count(string? seen) =>
        int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
