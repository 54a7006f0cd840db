using System.Globalization;
using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>
/// GET /security/csv: all that the page's filter finds, written while it is read. Moments are in the office's zone.
/// </summary>
internal static class SecurityCsv
{
    private static readonly string[] Heads =
    [
        "accounts.security-at", "accounts.security-kind", "accounts.security-actor", "accounts.security-subject",
        "accounts.security-client", "accounts.security-detail",
    ];

    public static async Task ServeAsync(HttpContext context, Actor actor, SecurityList list, Words words)
    {
        if (list.Export(actor, new SecurityInput(context.Request.Query, words.OfficeZone).Read()) is not { } rows)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await using var csv = CsvRows.Begin(context, words, "catatan-keamanan");
        foreach (var head in Heads)
        {
            csv.Text(words[head]);
        }

        await csv.EndRowAsync();
        await foreach (var row in rows.WithCancellation(context.RequestAborted))
        {
            csv.Text(Moments.Row(row.At, words.OfficeZone));
            csv.Text(SecurityWords.Say(words, row.Kind));
            csv.Text(row.ActorName);
            csv.Text(SecurityWords.Subject(words, row));
            csv.Text(row.Client);
            csv.Text(SecurityWords.Detail(words, row));
            await csv.EndRowAsync();
        }
    }
}
