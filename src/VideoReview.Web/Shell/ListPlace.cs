namespace VideoReview.Web.Shell;

/// <summary>
/// What is opened from a list leads back to the list as it was: filtered, at its page, at the row that was opened.
/// </summary>
internal static class ListPlace
{
    private const string Parameter = "list";

    /// <summary>The address of what the row is about, with the list's own in it.</summary>
    public static string Open(HttpContext list, string path) => list.Request.QueryString is { HasValue: true } query
        ? $"{path}?{Parameter}={Uri.EscapeDataString(query.Value![1..])}"
        : path;

    /// <param name="row">Null = it stands in the list no more.</param>
    /// <param name="otherwise">The list's address for whoever came from elsewhere.</param>
    public static string Back(HttpContext page, string list, Guid? row, string? otherwise = null) =>
        (page.Request.Query[Parameter] is [{ Length: > 0 } query, ..] ? $"{list}?{query}" : otherwise ?? list)
            + (row is { } id ? "#" + Row(id) : "");

    /// <summary>The id of the row in its list.</summary>
    public static string Row(Guid row) => "row-" + row;

    /// <summary>The page again, after an act, with the way back to its list.</summary>
    public static string Stay(HttpContext page, string path) =>
        page.Request.Query[Parameter] is [{ Length: > 0 } query, ..]
            ? $"{path}?{Parameter}={Uri.EscapeDataString(query)}"
            : path;
}
