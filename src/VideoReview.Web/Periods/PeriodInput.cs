using System.Globalization;
using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;

namespace VideoReview.Web.Periods;

/// <summary>
/// The fields of a period as a form posts them: text, so that nothing typed is lost when it cannot be read.
/// </summary>
public sealed class PeriodInput
{
    private const decimal BytesPerMegabyte = 1_000_000;
    private const decimal BytesPerGigabyte = 1_000_000_000;

    public string? Name { get; set; }

    public string? Year { get; set; }

    public string? TimeZone { get; set; }

    public string? OpensAt { get; set; }

    public string? ClosesAt { get; set; }

    public string? ReviewDueAt { get; set; }

    public string? AnnounceOn { get; set; }

    /// <summary>Minutes.</summary>
    public string? UploadGrace { get; set; }

    public string? SeatsPerVideo { get; set; }

    /// <summary>"true" when ticked.</summary>
    public string? AcceptsAutomatically { get; set; }

    public string? MaximumReturns { get; set; }

    public string? ReturnDays { get; set; }

    /// <summary>Seconds.</summary>
    public string? MinimumDuration { get; set; }

    /// <summary>Seconds.</summary>
    public string? MaximumDuration { get; set; }

    /// <summary>Seconds.</summary>
    public string? DurationTolerance { get; set; }

    public List<string>? Formats { get; set; }

    /// <summary>MB.</summary>
    public string? MaximumSize { get; set; }

    /// <summary>MB.</summary>
    public string? NoteAboveSize { get; set; }

    /// <summary>GB.</summary>
    public string? Quota { get; set; }

    public string? Reason { get; set; }

    public string? Version { get; set; }

    public static PeriodInput Of(PeriodForm form, CultureInfo culture)
    {
        var rules = form.FileRules;
        return new()
        {
            Name = form.Name,
            Year = form.Year.ToString(CultureInfo.InvariantCulture),
            TimeZone = form.TimeZone,
            OpensAt = TypedReader.Show(form.OpensAt),
            ClosesAt = TypedReader.Show(form.ClosesAt),
            ReviewDueAt = TypedReader.Show(form.ReviewDueAt),
            AnnounceOn = TypedReader.Show(form.AnnounceOn),
            UploadGrace = TypedReader.Show((decimal)form.UploadGrace.TotalMinutes, culture),
            SeatsPerVideo = form.SeatsPerVideo.ToString(CultureInfo.InvariantCulture),
            AcceptsAutomatically = form.AcceptsAutomatically ? "true" : null,
            MaximumReturns = form.MaximumReturns.ToString(CultureInfo.InvariantCulture),
            ReturnDays = form.ReturnDays.ToString(CultureInfo.InvariantCulture),
            MinimumDuration = TypedReader.Show((decimal)rules.MinimumDuration.TotalSeconds, culture),
            MaximumDuration = TypedReader.Show((decimal)rules.MaximumDuration.TotalSeconds, culture),
            DurationTolerance = TypedReader.Show((decimal)rules.DurationTolerance.TotalSeconds, culture),
            Formats = [.. rules.Formats],
            MaximumSize = TypedReader.Show(rules.MaximumSizeBytes / BytesPerMegabyte, culture),
            NoteAboveSize = TypedReader.Show(rules.NoteAboveSizeBytes / BytesPerMegabyte, culture),
            Quota = TypedReader.Show(rules.QuotaBytes / BytesPerGigabyte, culture),
            Reason = form.Reason,
            Version = form.Version,
        };
    }

    /// <summary>
    /// The form of what was typed; what cannot be read in it is said together with what the rules say of the rest.
    /// </summary>
    internal PeriodForm Read(IReadOnlyCollection<string> knownFormats)
    {
        var typed = new TypedReader();
        return new PeriodForm(
            Name ?? "",
            typed.Whole(Year, "year"),
            TimeZone ?? "",
            typed.Moment(OpensAt, "opensAt"),
            typed.Moment(ClosesAt, "closesAt"),
            typed.Moment(ReviewDueAt, "reviewDueAt"),
            typed.Day(AnnounceOn, "announceOn"),
            TimeSpan.FromMinutes((double)typed.Number(UploadGrace, "uploadGrace")),
            typed.Whole(SeatsPerVideo, "seatsPerVideo"),
            AcceptsAutomatically == "true",
            typed.Whole(MaximumReturns, "maximumReturns"),
            typed.Whole(ReturnDays, "returnDays"),
            ReadRules(typed),
            knownFormats,
            Reason,
            Version ?? "") { Unreadable = typed.Refusals };
    }

    private FileRules ReadRules(TypedReader typed) => new()
    {
        MinimumDuration = TimeSpan.FromSeconds((double)typed.Number(MinimumDuration, "minimumDuration")),
        MaximumDuration = TimeSpan.FromSeconds((double)typed.Number(MaximumDuration, "maximumDuration")),
        DurationTolerance = TimeSpan.FromSeconds((double)typed.Number(DurationTolerance, "durationTolerance")),
        Formats = [.. (Formats ?? []).Distinct(StringComparer.Ordinal)],
        MaximumSizeBytes = (long)(typed.Number(MaximumSize, "maximumSize") * BytesPerMegabyte),
        NoteAboveSizeBytes = (long)(typed.Number(NoteAboveSize, "noteAboveSize") * BytesPerMegabyte),
        QuotaBytes = (long)(typed.Number(Quota, "quota") * BytesPerGigabyte),
    };
}
