namespace VideoReview.Application.Accounts;

/// <summary>What came of an act that sets a password; the password is shown once and stands nowhere.</summary>
public sealed record OneTimeAccess(Guid AccountId, string Email, string Password);
