namespace VideoReview.Domain.Accounts;

/// <summary>What a person may be; several add up, prohibitions win.</summary>
public enum Role
{
    Submitter,
    Reviewer,
    Coordinator,
    Admin,
    Observer,
}

/// <summary>The roles' names as they stand in claims, rows and access attributes.</summary>
public static class Roles
{
    public const string Submitter = "submitter";
    public const string Reviewer = "reviewer";
    public const string Coordinator = "coordinator";
    public const string Admin = "admin";
    public const string Observer = "observer";
}
