using VideoReview.Domain.Accounts;

namespace VideoReview.Domain.Media;

/// <summary>Who may look into jobs and messages, and act on them.</summary>
public static class ProcessingRights
{
    /// <summary>The coordinator, whose entries wait for it, and the admin, who keeps the machine.</summary>
    public static bool MaySee(Actor actor) => actor.Is(Role.Coordinator) || actor.Is(Role.Admin);

    /// <summary>
    /// Mails name their addressee, and messages of unknown origin may hold anything: both are for whoever
    /// keeps accounts and settings.
    /// </summary>
    public static bool MaySeeMessages(Actor actor) => actor.Is(Role.Admin);

    /// <summary>May this person send again, cancel or discard work for the unit? Nobody acts on own unit's.</summary>
    /// <param name="unitId">Null = for none.</param>
    public static Refusal? WhyNotAct(Actor actor, Guid? unitId)
    {
        if (!MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        return unitId is not null && actor.UnitId == unitId
            ? new(RefusalKind.Forbidden, Sentence.Of("entries.own-units-entry"))
            : null;
    }
}
