namespace VideoReview.Domain.Periods;

/// <summary>What a coordinator may write into a period.</summary>
public static class PeriodRules
{
    public const int LongestName = 200;

    private static readonly TimeSpan LongestVideo = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromHours(24);

    /// <summary>Dates and rules of closed data never change; before that they may, with a reason.</summary>
    public static Refusal? WhyNotEdit(PeriodStatus status) =>
        status is PeriodStatus.Draft or PeriodStatus.Open or PeriodStatus.Reviewing
            ? null
            : Refusal.Conflict("periods.closed-data", ("status", PeriodLife.StatusSentence(status)));

    /// <summary>A later closing: only while entries can still be sent, and really later.</summary>
    public static IReadOnlyList<Refusal> WhyNotExtend(
        Period period, DateTimeOffset closingNow, DateTimeOffset newClosing, string? reason, DateTimeOffset now)
    {
        if (!PeriodLife.IsRunning(period.Status))
        {
            return [Refusal.Conflict("periods.wrong-status", ("status", PeriodLife.StatusSentence(period.Status)))];
        }

        Refusal?[] refusals =
        [
            newClosing > closingNow && newClosing > now
                ? null
                : Refusal.Invalid("closesAt", "periods.extension-not-later", ("at", closingNow)),
            newClosing <= period.ReviewDueAt
                ? null
                : Refusal.Invalid("closesAt", "periods.extension-after-review", ("at", period.ReviewDueAt)),
            ReasonRule.WhyNot(reason),
        ];
        return [.. refusals.OfType<Refusal>()];
    }

    /// <summary>What a rule beside this field looks at beyond the field itself.</summary>
    private static readonly Dictionary<string, string> ComparedWith = new(StringComparer.Ordinal)
    {
        ["closesAt"] = "opensAt", ["reviewDueAt"] = "closesAt", ["announceOn"] = "reviewDueAt",
        ["maximumDuration"] = "minimumDuration", ["noteAboveSize"] = "maximumSize", ["quota"] = "maximumSize",
    };

    /// <summary>Everything that is wrong, each beside its field.</summary>
    /// <param name="knownFormats">Codes of the containers that the upload policy knows.</param>
    /// <param name="unread">Fields whose value means nothing: no rule that looks at one of them is asked.</param>
    public static IReadOnlyList<Refusal> Check(
        Period period, IReadOnlyCollection<string> knownFormats, IReadOnlySet<string> unread) =>
        [
            .. Check(period, knownFormats).Where(refusal => !unread.Contains(refusal.Field!)
                && !unread.Contains(ComparedWith.GetValueOrDefault(refusal.Field!, ""))),
        ];

    private static IEnumerable<Refusal> Check(Period period, IReadOnlyCollection<string> knownFormats)
    {
        Refusal?[] refusals =
        [
            period.Name.Trim().Length is >= 1 and <= LongestName
                ? null
                : Refusal.Invalid("name", "periods.name-length", ("most", LongestName)),
            period.Year is >= 2000 and <= 2999 ? null : Refusal.Invalid("year", "periods.year-range"),
            Zone.Find(period.TimeZone) is null ? Refusal.Invalid("timeZone", "periods.zone-unknown") : null,
            period.OpensAt < period.ClosesAt ? null : Refusal.Invalid("closesAt", "periods.closes-after-opening"),
            period.ClosesAt <= period.ReviewDueAt
                ? null
                : Refusal.Invalid("reviewDueAt", "periods.review-due-after-closing"),
            WhyNotAnnounce(period),
            period.UploadGrace >= TimeSpan.Zero && period.UploadGrace <= LongestGrace
                ? null
                : Refusal.Invalid("uploadGrace", "periods.grace-range", ("most", LongestGrace)),
            period.SeatsPerVideo is >= 1 and <= 9 ? null : Refusal.Invalid("seatsPerVideo", "periods.seats-range"),
            period.MaximumReturns is >= 0 and <= 9 ? null : Refusal.Invalid("maximumReturns", "periods.returns-range"),
            period.ReturnDays is >= 1 and <= 60 ? null : Refusal.Invalid("returnDays", "periods.return-days-range"),
        ];
        return refusals.OfType<Refusal>().Concat(Check(period.FileRules, knownFormats));
    }

    private static Refusal? WhyNotAnnounce(Period period) =>
        Zone.Find(period.TimeZone) is { } zone
            && period.AnnounceOn < DateOnly.FromDateTime(zone.Local(period.ReviewDueAt).AddMinutes(-1))
            ? Refusal.Invalid("announceOn", "periods.announce-after-review")
            : null;

    private static IEnumerable<Refusal> Check(FileRules rules, IReadOnlyCollection<string> knownFormats)
    {
        Refusal?[] refusals =
        [
            rules.MinimumDuration >= TimeSpan.Zero && rules.MinimumDuration < rules.MaximumDuration
                && rules.MaximumDuration <= LongestVideo
                ? null : Refusal.Invalid("maximumDuration", "periods.duration-range", ("most", LongestVideo)),
            rules.DurationTolerance >= TimeSpan.Zero && rules.DurationTolerance <= TimeSpan.FromSeconds(60)
                ? null
                : Refusal.Invalid("durationTolerance", "periods.tolerance-range"),
            rules.Formats.Count > 0 && rules.Formats.All(knownFormats.Contains)
                ? null
                : Refusal.Invalid("formats", "periods.formats-missing"),
            rules.MaximumSizeBytes is >= 1_000_000 and <= 100_000_000_000
                ? null
                : Refusal.Invalid("maximumSize", "periods.size-range"),
            rules.NoteAboveSizeBytes > 0 && rules.NoteAboveSizeBytes <= rules.MaximumSizeBytes
                ? null
                : Refusal.Invalid("noteAboveSize", "periods.note-size-range"),
            rules.QuotaBytes >= rules.MaximumSizeBytes ? null : Refusal.Invalid("quota", "periods.quota-range"),
        ];
        return refusals.OfType<Refusal>();
    }
}
