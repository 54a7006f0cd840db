using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Words;

/// <summary>Section "Office": the government that runs the product.</summary>
public sealed class OfficeOptions : IValidatableObject
{
    /// <summary>
    /// Where it sits: its zone names every moment that belongs to no period, and a new period begins with it.
    /// "Asia/Jakarta" (WIB, the default), "Asia/Makassar" (WITA) or "Asia/Jayapura" (WIT).
    /// </summary>
    public string Zone { get; set; } = Moments.DefaultZone;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Moments.Zones.Contains(Zone, StringComparer.Ordinal))
        {
            yield return new ValidationResult(
                $"Office:Zone must be one of {string.Join(", ", Moments.Zones)}.", [nameof(Zone)]);
        }
    }
}
