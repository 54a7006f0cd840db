using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Accounts;

/// <summary>Section "Accounts": how long a sign-in and a one-time password last.</summary>
public sealed class AccountsOptions : IValidatableObject
{
    /// <summary>
    /// A session ends so long after its sign-in, however much it is used; default 12 h, 1 h to 7 days.
    /// </summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// A one-time password that replaces a lost one opens so long; default 72 h, 1 h to 30 days.
    /// </summary>
    public TimeSpan OneTimeLasts { get; set; } = TimeSpan.FromHours(72);

    /// <summary>
    /// A one-time password of somebody who never signed in opens so long; default 14 days, 1 h to 90 days.
    /// </summary>
    public TimeSpan InvitationLasts { get; set; } = TimeSpan.FromDays(14);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Key, TimeSpan Value, TimeSpan Most)[] limits =
        [
            (nameof(SessionLasts), SessionLasts, TimeSpan.FromDays(7)),
            (nameof(OneTimeLasts), OneTimeLasts, TimeSpan.FromDays(30)),
            (nameof(InvitationLasts), InvitationLasts, TimeSpan.FromDays(90)),
        ];
        return limits.Where(limit => limit.Value < TimeSpan.FromHours(1) || limit.Value > limit.Most)
            .Select(limit => new ValidationResult(
                $"Accounts:{limit.Key} is {limit.Value}; it must lie between 01:00:00 and {limit.Most}."));
    }
}
