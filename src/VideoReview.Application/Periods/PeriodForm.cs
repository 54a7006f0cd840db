using System.Security.Cryptography;
using System.Text;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Periods;

/// <summary>What a coordinator types about a period; times are the wall clock's in the period's zone.</summary>
/// <param name="KnownFormats">Codes of the containers that the upload policy knows.</param>
/// <param name="Reason">Compulsory once the period is open.</param>
/// <param name="Version">Of what the form was opened with, by <see cref="VersionOf"/>; empty for a new period.</param>
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
    string Version)
{
    /// <summary>The form of a period as it stands, or of the one that a new period is copied from.</summary>
    public static PeriodForm Of(Period period, IReadOnlyCollection<string> knownFormats)
    {
        var zone = Zone.Of(period.TimeZone);
        return new(
            period.Name, period.Year, period.TimeZone, zone.Local(period.OpensAt), Closing.ToTyped(period.ClosesAt, zone), Closing.ToTyped(period.ReviewDueAt, zone),
            period.AnnounceOn, period.UploadGrace, period.SeatsPerVideo, period.AcceptsAutomatically, period.MaximumReturns, period.ReturnDays,
            period.FileRules, knownFormats, null, VersionOf(period));
    }

    /// <summary>
    /// Changes when something changes that the form shows. Not the row's own version: that moves with every entry number given, and nobody could
    /// edit a period on its busiest day.
    /// </summary>
    public static string VersionOf(Period period) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Canonical(Told(period)))))[..16];

    /// <summary>What the log keeps of a period: enough to see later what was changed.</summary>
    internal static Dictionary<string, object?> Told(Period period) => new(StringComparer.Ordinal)
    {
        ["name"] = period.Name, ["year"] = period.Year, ["zone"] = period.TimeZone, ["opensAt"] = period.OpensAt, ["closesAt"] = period.ClosesAt,
        ["reviewDueAt"] = period.ReviewDueAt, ["announceOn"] = period.AnnounceOn, ["uploadGrace"] = period.UploadGrace, ["seatsPerVideo"] = period.SeatsPerVideo,
        ["acceptsAutomatically"] = period.AcceptsAutomatically, ["maximumReturns"] = period.MaximumReturns, ["returnDays"] = period.ReturnDays,
        ["fileRules"] = period.FileRules,
    };

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
