namespace VideoReview.Domain.Accounts;

/// <summary>
/// No admin slips anybody into a panel unseen: whoever scores or decides does so only once a coordinator agreed.
/// </summary>
public static class AppointmentRules
{
    /// <summary>Does the role count only once a coordinator has confirmed it?</summary>
    public static bool IsToBeConfirmed(Role role) => role is Role.Reviewer or Role.Coordinator;

    /// <summary>May this person see and settle what waits?</summary>
    public static bool MaySettle(Actor actor) => actor.Is(Role.Coordinator);

    /// <summary>Why not confirm or refuse it? Nobody decides about own roles.</summary>
    public static Refusal? WhyNotSettle(Actor actor, Guid accountId, AppointmentStatus status)
    {
        if (!MaySettle(actor))
        {
            return Refusal.Forbidden;
        }

        if (actor.AccountId == accountId || actor.TrueAccountId == accountId)
        {
            return new(RefusalKind.Forbidden, Sentence.Of("accounts.own-roles"));
        }

        return status is AppointmentStatus.Waiting ? null : Refusal.Conflict("coordination.appointment-settled");
    }

    /// <summary>
    /// How a waiting appointment goes on: asked of the coordinators, at once where no period has ever been open, or
    /// after a while in which everybody knows of it.
    /// </summary>
    /// <param name="hasConfirmer">Is there an open coordinator other than the one appointed?</param>
    /// <param name="countsAt">As everybody was told; null = nobody was.</param>
    public static AppointmentStep Next(
        bool hasConfirmer, bool hasOpened, DateTimeOffset? countsAt, DateTimeOffset now)
    {
        if (hasConfirmer)
        {
            return AppointmentStep.Ask;
        }

        if (!hasOpened || countsAt <= now)
        {
            return AppointmentStep.Count;
        }

        return countsAt is null ? AppointmentStep.TellAll : AppointmentStep.Wait;
    }
}

/// <summary>What is to be done with an appointment that waits.</summary>
public enum AppointmentStep
{
    Ask,
    TellAll,
    Wait,
    Count,
}
