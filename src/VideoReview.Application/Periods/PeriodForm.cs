using VideoReview.Domain;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>What a coordinator types about a period; times are the wall clock's in the period's zone.</summary>
/// <param name="KnownFormats">Codes of the containers that the upload policy knows.</param>
/// <param name="Reason">Compulsory once the period is open.</param>
/// <param name="RowVersion">As the form was opened with; 0 for a new period.</param>
public sealed record PeriodForm(
    string Name,
    int Year,
    string TimeZone,
    DateTime OpensAt,
    DateTime ClosesAt,
    DateTime ReviewDueAt,
    DateOnly AnnounceOn,
    TimeSpan UploadGrace,
    int SeatsPerVideo,
    bool AcceptsAutomatically,
    int MaximumReturns,
    int ReturnDays,
    FileRules FileRules,
    IReadOnlyCollection<string> KnownFormats,
    string? Reason,
    uint RowVersion)
{
    /// <summary>The form of a period as it stands, or of the one that a new period is copied from.</summary>
    public static PeriodForm Of(Period period, IReadOnlyCollection<string> knownFormats)
    {
        var zone = Zone.Of(period.TimeZone);
        return new(
            period.Name, period.Year, period.TimeZone, zone.Local(period.OpensAt), Closing.ToTyped(period.ClosesAt, zone), Closing.ToTyped(period.ReviewDueAt, zone),
            period.AnnounceOn, period.UploadGrace, period.SeatsPerVideo, period.AcceptsAutomatically, period.MaximumReturns, period.ReturnDays,
            period.FileRules, knownFormats, null, period.RowVersion);
    }

    /// <summary>Writes what was typed into the period and says what is wrong with it.</summary>
    internal IReadOnlyList<Refusal> WriteTo(Period period)
    {
        if (Zone.Find(TimeZone) is not { } zone)
        {
            return [Refusal.Invalid("timeZone", "periods.zone-unknown")];
        }

        (period.Name, period.Year, period.TimeZone, period.AnnounceOn) = (Name.Trim(), Year, zone.Name, AnnounceOn);
        (period.OpensAt, period.ClosesAt, period.ReviewDueAt) = (zone.Moment(OpensAt), Closing.FromTyped(ClosesAt, zone), Closing.FromTyped(ReviewDueAt, zone));
        (period.UploadGrace, period.SeatsPerVideo, period.AcceptsAutomatically) = (UploadGrace, SeatsPerVideo, AcceptsAutomatically);
        (period.MaximumReturns, period.ReturnDays, period.FileRules) = (MaximumReturns, ReturnDays, FileRules);
        return PeriodRules.Check(period, KnownFormats);
    }
}
