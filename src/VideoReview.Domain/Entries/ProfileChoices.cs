namespace VideoReview.Domain.Entries;

/// <summary>
/// The codes that a profile chooses from; their words stand under "entries.stage-trial", "entries.sector-health", ...
/// </summary>
public static class ProfileChoices
{
    /// <summary>Tahapan: inisiatif, uji coba, penerapan (Permendagri 104/2018).</summary>
    public static IReadOnlyList<string> Stages { get; } = ["initiative", "trial", "implementation"];

    public static IReadOnlyList<string> Kinds { get; } = ["digital", "non_digital"];

    /// <summary>Bentuk: tata kelola, pelayanan publik, bentuk lain (PP 38/2017, article 4).</summary>
    public static IReadOnlyList<string> Forms { get; } = ["governance", "public_service", "other"];

    /// <summary>Inisiator (PP 38/2017, article 7).</summary>
    public static IReadOnlyList<string> Initiators { get; } =
        ["head_of_region", "council_member", "civil_servant", "unit", "society"];

    /// <summary>
    /// Urusan pemerintahan (UU 23/2014, articles 11 and 12): basic services, other compulsory, optional;
    /// then what supports them all.
    /// </summary>
    public static IReadOnlyList<string> Sectors { get; } =
    [
        "education", "health", "public_works", "housing", "public_order", "social",
        "labour", "women_children", "food", "land", "environment", "civil_registration", "village_empowerment",
        "family_planning", "transport", "communication", "cooperatives", "investment", "youth_sport", "statistics",
        "encryption", "culture", "libraries", "archives", "marine_fisheries", "tourism", "agriculture", "forestry",
        "energy_minerals", "trade", "industry", "transmigration", "supporting",
    ];

    /// <summary>What the unit declares before it sends, each by its own tick.</summary>
    public static IReadOnlyList<string> Declarations { get; } =
        ["original_work", "media_permitted", "persons_agreed", "decent_content"];

    /// <summary>Where the words of a choice stand.</summary>
    /// <param name="field">"stage", "kind", "form", "initiator", "sector" or "declaration".</param>
    public static string WordsKey(string field, string code) => $"entries.{field}-{code.Replace('_', '-')}";
}
