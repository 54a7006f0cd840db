using VideoReview.Domain;

namespace VideoReview.Web.Shell;

/// <summary>How a form's names, ids and refusals belong together.</summary>
internal static class FieldName
{
    public static string Id(string name) =>
        name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>
    /// The refusals of one field: by its given name, or by the last part of its form name ("Input.Title": "title").
    /// </summary>
    public static IEnumerable<Refusal> Of(IReadOnlyList<Refusal>? refusals, string? given, string name)
    {
        var field = given ?? name[(name.LastIndexOf('.') + 1)..];
        return refusals?.Where(refusal => string.Equals(refusal.Field, field, StringComparison.OrdinalIgnoreCase))
            ?? [];
    }

    public static string? DescribedBy(string id, bool hint, bool wrong) => (hint, wrong) switch
    {
        (true, true) => $"{id}-wrong {id}-hint",
        (true, false) => id + "-hint",
        (false, true) => id + "-wrong",
        _ => null,
    };
}
