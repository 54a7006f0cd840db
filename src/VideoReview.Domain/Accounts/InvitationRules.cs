namespace VideoReview.Domain.Accounts;

/// <summary>Whoever was given an account and never came is invited; a first sign-in ends that.</summary>
public static class InvitationRules
{
    /// <summary>Is the account still an invitation? One with a password of its own is none.</summary>
    public static bool IsInvited(bool isActive, bool mustChangePassword, DateTimeOffset? firstSignedInAt) =>
        isActive && mustChangePassword && firstSignedInAt is null;

    /// <summary>May it be sent again?</summary>
    public static Refusal? WhyNotAgain(string name, bool isInvited) =>
        isInvited ? null : Refusal.Conflict("accounts.invite-came", ("name", name));
}
