using System.Globalization;

namespace VideoReview.Web.Shell;

/// <summary>
/// A page beyond the end of a list, from an old bookmark or because the list has become shorter, leads to the last one.
/// </summary>
internal static class LastPage
{
    private const string Parameter = "page";

    public static void Lead(HttpContext context, int number, long total, int size)
    {
        var last = Math.Max(1, (total + size - 1) / size);
        if (number <= last || !HttpMethods.IsGet(context.Request.Method))
        {
            return;
        }

        var query = context.Request.Query.Where(part => part.Key != Parameter)
            .SelectMany(part => part.Value, (part, value) => KeyValuePair.Create(part.Key, value))
            .Append(KeyValuePair.Create(Parameter, (string?)last.ToString(CultureInfo.InvariantCulture)));
        Answer.SeeOther(context, context.Request.Path + QueryString.Create(query));
    }

    /// <summary>The page that an address asks for, 1, 2, ...; the first where it asks for none.</summary>
    public static int Asked(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
}
