namespace VideoReview.Domain.Entries;

/// <summary>What may be saved at all, and what must be there before an entry is sent.</summary>
public static class ProfileRules
{
    public const int LongestTitle = 200;
    public const int ShortestSummary = 50;
    public const int LongestSummary = 2000;

    /// <summary>No innovation of today began before the republic; guards against a mistyped century.</summary>
    private static readonly DateOnly Earliest = new(1945, 8, 17);

    /// <summary>
    /// A draft is saved as typed, however incomplete; refused is only what no row could hold or no list offered.
    /// </summary>
    public static IReadOnlyList<Refusal> WhyNotSave(Profile profile)
    {
        Refusal?[] refusals =
        [
            (profile.Title?.Length ?? 0) <= LongestTitle
                ? null
                : Refusal.Invalid("title", "entries.title-too-long", ("most", LongestTitle)),
            (profile.Summary?.Length ?? 0) <= LongestSummary
                ? null
                : Refusal.Invalid("summary", "entries.summary-too-long", ("most", LongestSummary)),
            WhyNotChoice("stage", profile.Stage, ProfileChoices.Stages),
            WhyNotChoice("kind", profile.Kind, ProfileChoices.Kinds),
            WhyNotChoice("form", profile.Form, ProfileChoices.Forms),
            WhyNotChoice("sector", profile.Sector, ProfileChoices.Sectors),
            WhyNotChoice("initiator", profile.Initiator, ProfileChoices.Initiators),
            profile.ImplementedOn is { } day && day < Earliest
                ? Refusal.Invalid("implementedOn", "entries.implemented-on-range")
                : null,
        ];
        return [.. refusals.OfType<Refusal>()];
    }

    /// <summary>What the profile still lacks before it can be sent, a sentence per field.</summary>
    /// <param name="today">In the period's zone.</param>
    public static IReadOnlyList<Refusal> WhyNotSubmit(Profile profile, DateOnly today)
    {
        Refusal?[] refusals =
        [
            string.IsNullOrWhiteSpace(profile.Title) ? Refusal.Invalid("title", "entries.title-missing") : null,
            profile.Stage is null ? Refusal.Invalid("stage", "entries.stage-missing") : null,
            profile.Kind is null ? Refusal.Invalid("kind", "entries.kind-missing") : null,
            profile.Form is null ? Refusal.Invalid("form", "entries.form-missing") : null,
            profile.Sector is null ? Refusal.Invalid("sector", "entries.sector-missing") : null,
            profile.Initiator is null ? Refusal.Invalid("initiator", "entries.initiator-missing") : null,
            WhyNotImplementedOn(profile, today),
            (profile.Summary?.Trim().Length ?? 0) >= ShortestSummary
                ? null
                : Refusal.Invalid("summary", "entries.summary-too-short", ("least", ShortestSummary)),
        ];
        return [.. WhyNotSave(profile), .. refusals.OfType<Refusal>()];
    }

    /// <summary>Every declaration needs its own tick.</summary>
    public static IReadOnlyList<Refusal> WhyNotSubmit(IReadOnlyCollection<string> declarations) =>
        ProfileChoices.Declarations.All(declarations.Contains)
            ? []
            : [Refusal.Invalid("declarations", "entries.declarations-missing")];

    /// <summary>Only what was put into practice has a first day, and it has come.</summary>
    private static Refusal? WhyNotImplementedOn(Profile profile, DateOnly today) => profile.ImplementedOn switch
    {
        null when profile.Stage == "implementation" =>
            Refusal.Invalid("implementedOn", "entries.implemented-on-missing"),
        { } day when day > today => Refusal.Invalid("implementedOn", "entries.implemented-on-future"),
        _ => null,
    };

    private static Refusal? WhyNotChoice(string field, string? code, IReadOnlyList<string> choices) =>
        code is null || choices.Contains(code, StringComparer.Ordinal)
            ? null
            : Refusal.Invalid(field, "entries.choice-unknown");
}
