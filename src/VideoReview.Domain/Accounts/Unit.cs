namespace VideoReview.Domain.Accounts;

/// <summary>
/// What a unit is; <see cref="Government"/> only groups and never makes a conflict of interest by descent.
/// </summary>
public enum UnitKind
{
    Government,
    Office,
    HealthCentre,
    School,
    District,
    Village,
    Other,
}

/// <summary>A work unit (SKPD) in the tree of the region.</summary>
public sealed class Unit
{
    public required Guid Id { get; init; }

    /// <summary>As typed; 1-200 characters, unique among active units of one parent.</summary>
    public required string Name { get; set; }

    public required UnitKind Kind { get; set; }

    public Guid? ParentId { get; set; }

    /// <summary>Itself, then its ancestors up to the root: who lies above.</summary>
    public Guid[] Path { get; set; } = [];

    /// <summary>
    /// Itself, then those ancestors that are no <see cref="UnitKind.Government"/>: two units conflict when
    /// one stands in the other's kin.
    /// </summary>
    public Guid[] Kin { get; set; } = [];

    public bool IsActive { get; set; } = true;

    public uint RowVersion { get; init; }
}
