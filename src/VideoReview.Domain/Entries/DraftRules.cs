using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;

namespace VideoReview.Domain.Entries;

/// <summary>When an entry may be begun and written. Sending it is a move of its life.</summary>
public static class DraftRules
{
    /// <summary>Null = the actor may begin an entry for the own unit.</summary>
    /// <param name="closesAt">For the actor's unit, extensions counted.</param>
    public static Refusal? WhyNotBegin(
        Actor actor, PeriodStatus period, DateTimeOffset opensAt, DateTimeOffset closesAt, DateTimeOffset now)
    {
        if (!actor.Is(Role.Submitter) || actor.UnitId is null)
        {
            return Refusal.Forbidden;
        }

        return !PeriodLife.IsRunning(period) ? Refusal.Conflict("entries.period-not-running")
            : now < opensAt ? Refusal.Conflict("entries.not-yet-open", ("at", opensAt))
            : now < closesAt ? null : Refusal.Conflict("entries.closed", ("at", closesAt));
    }

    /// <summary>Null = its texts and video may be changed now.</summary>
    /// <param name="writeUntil">Exclusive; later than the closing while an upload begun in time is under way.</param>
    public static Refusal? WhyNotWrite(
        EntryStatus status, PeriodStatus period, DateTimeOffset writeUntil, DateTimeOffset now) =>
        !EntrySets.IsWritten(status)
            ? Refusal.Conflict("entries.not-writable", ("status", EntryLife.StatusSentence(status)))
        : !PeriodLife.IsRunning(period) ? Refusal.Conflict("entries.period-not-running")
        : now < writeUntil ? null : Refusal.Conflict("entries.closed", ("at", writeUntil));
}
