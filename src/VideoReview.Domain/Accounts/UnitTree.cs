namespace VideoReview.Domain.Accounts;

/// <summary>Where units stand in the tree of the region, and which of them are too close to judge each other.</summary>
public static class UnitTree
{
    /// <summary>May the unit hang under this parent? Not under itself, nor under one of its own descendants.</summary>
    public static Refusal? WhyNotUnder(Guid unitId, Unit? parent)
    {
        if (parent is null)
        {
            return null;
        }

        if (parent.Path.Contains(unitId))
        {
            return Refusal.Invalid("parent", "accounts.unit-under-itself");
        }

        return parent.IsActive ? null : Refusal.Invalid("parent", "accounts.parent-inactive");
    }

    /// <summary>
    /// Hangs the unit under the parent and places all its descendants anew. The parent itself must be placed already.
    /// </summary>
    /// <param name="descendants">All units below, in any order.</param>
    public static void Place(Unit unit, Unit? parent, IReadOnlyCollection<Unit> descendants)
    {
        if (parent is not null && parent.Path.Contains(unit.Id))
        {
            throw new InvalidOperationException("A unit cannot hang under itself.");
        }

        unit.ParentId = parent?.Id;
        unit.Path = [unit.Id, .. parent?.Path ?? []];
        unit.Kin = [unit.Id, .. KinAbove(parent)];

        foreach (var child in descendants.Where(d => d.ParentId == unit.Id))
        {
            Place(child, unit, descendants);
        }
    }

    /// <summary>Same unit, or one above the other, except through nodes that only group.</summary>
    public static bool Conflicts(Unit a, Unit b) => Conflicts(a.Id, a.Kin, b.Id, b.Kin);

    /// <summary>As <see cref="Conflicts(Unit, Unit)"/>, for those who only have ids and kin at hand.</summary>
    public static bool Conflicts(Guid a, IReadOnlyCollection<Guid> kinOfA, Guid b, IReadOnlyCollection<Guid> kinOfB) =>
        a == b || kinOfA.Contains(b) || kinOfB.Contains(a);

    /// <summary>Is the first unit the second or one above it? A submitter reads the entries of descendants.</summary>
    public static bool IsAboveOrSame(Guid upper, Unit lower) => lower.Path.Contains(upper);

    /// <summary>A parent's kin begins with itself, which does not count when it only groups.</summary>
    private static IEnumerable<Guid> KinAbove(Unit? parent) => parent switch
    {
        null => [],
        { Kind: UnitKind.Government } => parent.Kin.Skip(1),
        _ => parent.Kin,
    };
}
