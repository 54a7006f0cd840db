namespace VideoReview.Domain.Accounts;

/// <summary>Roles add up, prohibitions win.</summary>
public static class RoleRules
{
    /// <summary>
    /// May one person hold these together? Whoever keeps the accounts neither scores nor coordinates.
    /// </summary>
    public static Refusal? WhyNotTogether(IReadOnlyCollection<Role> roles) =>
        roles.Contains(Role.Admin) && (roles.Contains(Role.Reviewer) || roles.Contains(Role.Coordinator))
            ? Refusal.Invalid("roles", "accounts.admin-alone")
            : null;

    /// <summary>
    /// May the actor give an account these roles? Nobody changes own roles, not even by taking one away.
    /// </summary>
    public static Refusal? WhyNotGive(
        Actor actor, Guid accountId, IReadOnlyCollection<Role> held, IReadOnlyCollection<Role> wanted)
    {
        if (!actor.Is(Role.Admin))
        {
            return Refusal.Forbidden;
        }

        if (IsSelf(actor, accountId) && !held.ToHashSet().SetEquals(wanted))
        {
            return new(RefusalKind.Forbidden, Sentence.Of("accounts.own-roles"), "roles");
        }

        return WhyNotTogether(wanted);
    }

    /// <summary>A submitter acts for a unit, so the account needs one.</summary>
    public static Refusal? WhyNotInUnit(Guid? unitId, IReadOnlyCollection<Role> roles) =>
        unitId is null && roles.Contains(Role.Submitter)
            ? Refusal.Invalid("unit", "accounts.submitter-needs-unit")
            : null;

    /// <summary>
    /// May the actor close the account or set its password anew? Never one's own: there must be
    /// somebody left who can undo it.
    /// </summary>
    public static Refusal? WhyNotAdminister(Actor actor, Guid accountId)
    {
        if (!actor.Is(Role.Admin))
        {
            return Refusal.Forbidden;
        }

        return IsSelf(actor, accountId) ? new(RefusalKind.Forbidden, Sentence.Of("accounts.own-account")) : null;
    }

    /// <summary>Whoever stands in for somebody is not let around a prohibition by it.</summary>
    private static bool IsSelf(Actor actor, Guid accountId) =>
        actor.AccountId == accountId || actor.TrueAccountId == accountId;
}
