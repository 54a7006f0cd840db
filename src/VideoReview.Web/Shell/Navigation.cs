using System.Security.Claims;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Shell;

/// <summary>
/// The bar: at most five words for the roles at hand on a phone; a sixth, where there is one, stands on
/// wider screens and on Beranda.
/// </summary>
internal static class Navigation
{
    private const int Most = 6, MostNarrow = 5;

    /// <param name="IsWide">Left out on a phone.</param>
    public sealed record Link(string Path, string Key, string Icon, bool IsWide = false);

    private static readonly (Link Link, string[] Roles)[] All =
    [
        (new("/own-entries", "shell.own-entries", "collection-play"), [Roles.Submitter]),
        (new("/reviews", "shell.reviews", "clipboard-check"), [Roles.Reviewer]),
        (new("/board", "shell.board", "bar-chart"), [Roles.Coordinator, Roles.Observer]),
        (new("/entries", "shell.entries", "list-ul"), [Roles.Coordinator]),
        (new("/results", "shell.results", "trophy"), [Roles.Coordinator, Roles.Observer]),
        (new("/periods", "shell.periods", "calendar3"), [Roles.Coordinator]),
        (new("/accounts", "shell.accounts", "people"), [Roles.Admin]),
        (new("/units", "shell.units", "diagram-3"), [Roles.Admin]),
        (new("/processing", "shell.processing", "gear"), [Roles.Coordinator, Roles.Admin]),
    ];

    public static IReadOnlyList<Link> For(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true)
        {
            return [];
        }

        var mine = All.Where(entry => entry.Roles.Any(user.IsInRole)).Select(entry => entry.Link).Take(Most - 1);
        return [new Link("/", "shell.home", "house"),
            .. mine.Select((link, place) => link with { IsWide = place + 1 >= MostNarrow })];
    }
}
