using VideoReview.Domain.Accounts;

namespace VideoReview.Domain.Entries;

/// <summary>Who may do what with an entry, whatever its status.</summary>
public static class EntryRights
{
    /// <summary>Edits, sends and withdraws: the unit's own submitters, not those above.</summary>
    public static bool MayEdit(Actor actor, Guid unitId) => actor.Is(Role.Submitter) && actor.UnitId == unitId;

    /// <summary>Reads as the submitting side does: own unit, and the units above it.</summary>
    public static bool MayReadAsUnit(Actor actor, IReadOnlyCollection<Guid> unitPath) =>
        actor.Is(Role.Submitter) && actor.UnitId is { } own && unitPath.Contains(own);

    /// <summary>Nobody coordinates own unit's entries, but may read them as a coordinator reads.</summary>
    public static Refusal? WhyNotCoordinate(Actor actor, Guid unitId)
    {
        if (!actor.Is(Role.Coordinator))
        {
            return Refusal.Forbidden;
        }

        return actor.UnitId == unitId ? new(RefusalKind.Forbidden, Sentence.Of("entries.own-units-entry")) : null;
    }
}
