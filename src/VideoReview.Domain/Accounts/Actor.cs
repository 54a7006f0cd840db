namespace VideoReview.Domain.Accounts;

/// <summary>The person who asks, as every act is told: who, with which roles, for which unit.</summary>
/// <param name="AccountId">In whose name.</param>
/// <param name="TrueAccountId">Who really acts; the same unless somebody stands in.</param>
/// <param name="UnitId">The one unit of the account; external reviewers have none.</param>
public sealed record Actor(Guid AccountId, Guid TrueAccountId, Guid? UnitId, IReadOnlySet<Role> Roles)
{
    public bool Is(Role role) => Roles.Contains(role);
}
