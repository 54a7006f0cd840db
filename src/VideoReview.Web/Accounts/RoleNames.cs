using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>Roles as keys of our words and as people read them.</summary>
internal static class RoleNames
{
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    public static string Say(Words words, IReadOnlyCollection<Role> roles) =>
        roles.Count == 0
            ? words["accounts.no-role"]
            : string.Join(", ", roles.Order().Select(role => Say(words, role)));

    /// <summary>With those that do not count yet.</summary>
    public static string Say(Words words, IReadOnlyCollection<Role> roles, IReadOnlyCollection<Role> waiting) =>
        waiting.Count == 0
            ? Say(words, roles)
            : string.Join(", ", roles.Order().Select(role => Say(words, role)).Concat(waiting.Order().Select(
                role => words.Say("accounts.role-waiting", ("role", Say(words, role))))));

    public static string Say(Words words, Role role) => words[$"accounts.role-{Of(role)}"];
}

/// <summary>Units in lists to choose from: the tree shows by indentation.</summary>
internal static class UnitChoice
{
    public static string Text(UnitRow unit) => string.Concat(Enumerable.Repeat("– ", unit.Depth)) + unit.Name;

    /// <summary>Open units, and the one chosen already.</summary>
    public static IEnumerable<(string Value, string Text)> Options(
        IEnumerable<UnitRow> units, string? chosen, string none) =>
        units.Where(unit => unit.IsActive || unit.Id.ToString() == chosen)
            .Select(unit => (unit.Id.ToString(), Text(unit))).Prepend(("", none));
}
