using System.Globalization;
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
    /// <summary>Fields that could not be read, each with its sentence; what stands for them means nothing.</summary>
    public IReadOnlyList<Refusal> Unreadable { get; init; } = [];

    /// <summary>
    /// What a new period begins with: the rules of product.md and dates to be changed, a month to
    /// send and three weeks to review.
    /// </summary>
    public static PeriodForm Standard(string timeZone, IReadOnlyCollection<string> knownFormats, DateTimeOffset now)
    {
        var today = Zone.Of(timeZone).Local(now).Date;
        var lastMinute = new TimeSpan(23, 59, 0);
        return Of(Blank(timeZone, now), knownFormats) with
        {
            Year = today.Year, OpensAt = today.AddDays(1).AddHours(8), ClosesAt = today.AddDays(31) + lastMinute,
            ReviewDueAt = today.AddDays(52) + lastMinute,
            AnnounceOn = DateOnly.FromDateTime(today).AddDays(59), Version = "",
        };
    }

    /// <summary>
    /// The same a year later; the name too where it bears the year, otherwise it is to be given anew.
    /// </summary>
    public static PeriodForm NextOf(Period period, IReadOnlyCollection<string> knownFormats)
    {
        var form = Of(period, knownFormats);
        var (year, next) =
            (form.Year.ToString(CultureInfo.InvariantCulture), (form.Year + 1).ToString(CultureInfo.InvariantCulture));
        return form with
        {
            Name = form.Name.Contains(year, StringComparison.Ordinal)
                ? form.Name.Replace(year, next, StringComparison.Ordinal)
                : "",
            Year = form.Year + 1, OpensAt = form.OpensAt.AddYears(1), ClosesAt = form.ClosesAt.AddYears(1),
            ReviewDueAt = form.ReviewDueAt.AddYears(1), AnnounceOn = form.AnnounceOn.AddYears(1), Version = "",
        };
    }

    /// <summary>The form of a period as it stands.</summary>
    public static PeriodForm Of(Period period, IReadOnlyCollection<string> knownFormats)
    {
        var zone = Zone.Of(period.TimeZone);
        return new(
            period.Name, period.Year, period.TimeZone, zone.Local(period.OpensAt),
            Closing.ToTyped(period.ClosesAt, zone), Closing.ToTyped(period.ReviewDueAt, zone),
            period.AnnounceOn, period.UploadGrace, period.SeatsPerVideo, period.AcceptsAutomatically,
            period.MaximumReturns, period.ReturnDays, period.FileRules, knownFormats, null, VersionOf(period));
    }

    /// <summary>
    /// Changes when something changes that the form shows. Not the row's own version: that moves with every entry
    /// number given, and nobody could edit a period on its busiest day.
    /// </summary>
    public static string VersionOf(Period period) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Canonical(Told(period)))))[..16];

    /// <summary>What the log keeps of a period: enough to see later what was changed.</summary>
    internal static Dictionary<string, object?> Told(Period period) => new(StringComparer.Ordinal)
    {
        ["name"] = period.Name, ["year"] = period.Year, ["zone"] = period.TimeZone, ["opensAt"] = period.OpensAt,
        ["closesAt"] = period.ClosesAt, ["reviewDueAt"] = period.ReviewDueAt, ["announceOn"] = period.AnnounceOn,
        ["uploadGrace"] = period.UploadGrace, ["seatsPerVideo"] = period.SeatsPerVideo,
        ["acceptsAutomatically"] = period.AcceptsAutomatically, ["maximumReturns"] = period.MaximumReturns,
        ["returnDays"] = period.ReturnDays, ["fileRules"] = period.FileRules,
    };

    /// <summary>A period before anything was written into it.</summary>
    internal static Period Blank(string timeZone, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(), Name = "", Year = 0, OpensAt = now, ClosesAt = now, ReviewDueAt = now,
        AnnounceOn = default, TimeZone = timeZone, RubricVersionId = Guid.CreateVersion7(), CreatedAt = now,
    };

    /// <summary>Writes what was typed into the period and says what is wrong with it.</summary>
    internal IReadOnlyList<Refusal> WriteTo(Period period)
    {
        // In an unknown zone the order of the dates is still that of any other.
        var zone = Zone.Find(TimeZone) ?? Zone.All[0];
        (period.Name, period.Year, period.TimeZone, period.AnnounceOn) = (Name.Trim(), Year, TimeZone, AnnounceOn);
        (period.OpensAt, period.ClosesAt, period.ReviewDueAt) =
            (zone.Moment(OpensAt), Closing.FromTyped(ClosesAt, zone), Closing.FromTyped(ReviewDueAt, zone));
        (period.UploadGrace, period.SeatsPerVideo, period.AcceptsAutomatically) =
            (UploadGrace, SeatsPerVideo, AcceptsAutomatically);
        (period.MaximumReturns, period.ReturnDays, period.FileRules) = (MaximumReturns, ReturnDays, FileRules);
        return [.. Unreadable, .. PeriodRules.Check(
            period, KnownFormats, Unreadable.Select(refusal => refusal.Field!).ToHashSet(StringComparer.Ordinal))];
    }
}
