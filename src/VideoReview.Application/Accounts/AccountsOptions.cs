using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Accounts;

/// <summary>Section "Accounts": how long a sign-in lasts.</summary>
public sealed class AccountsOptions : IValidatableObject
{
    /// <summary>
    /// A session ends so long after its sign-in, however much it is used; default 12 h, 1 h to 7 days.
    /// </summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromHours(12);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SessionLasts < TimeSpan.FromHours(1) || SessionLasts > TimeSpan.FromDays(7))
        {
            yield return new("Accounts:SessionLasts must lie between 01:00:00 and 7.00:00:00.");
        }
    }
}
