using System.Globalization;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Entries;

namespace VideoReview.Web.Submitting;

/// <summary>The fields of an entry as the form and its autosave post them.</summary>
public sealed class DraftInput
{
    public string? Title { get; set; }

    public string? Stage { get; set; }

    public string? Kind { get; set; }

    public string? Form { get; set; }

    public string? Sector { get; set; }

    public string? Initiator { get; set; }

    public string? ImplementedOn { get; set; }

    public string? Summary { get; set; }

    public List<string>? Declarations { get; set; }

    public string? Version { get; set; }

    /// <summary>"true" from the button that also sends the entry.</summary>
    public string? Sends { get; set; }

    public static DraftInput Of(Entry entry) => new()
    {
        Title = entry.Profile.Title,
        Stage = entry.Profile.Stage,
        Kind = entry.Profile.Kind,
        Form = entry.Profile.Form,
        Sector = entry.Profile.Sector,
        Initiator = entry.Profile.Initiator,
        ImplementedOn = entry.Profile.ImplementedOn?.ToString("O", CultureInfo.InvariantCulture),
        Summary = entry.Profile.Summary,
        Declarations = [.. entry.Declarations],
        Version = DraftForm.VersionOf(entry),
    };

    public static DraftInput Of(IFormCollection form) => new()
    {
        Title = form["Input.Title"],
        Stage = form["Input.Stage"],
        Kind = form["Input.Kind"],
        Form = form["Input.Form"],
        Sector = form["Input.Sector"],
        Initiator = form["Input.Initiator"],
        ImplementedOn = form["Input.ImplementedOn"],
        Summary = form["Input.Summary"],
        Declarations = [.. form["Input.Declarations"].OfType<string>()],
        Version = form["Input.Version"],
    };

    /// <summary>A day that cannot be read is refused, not dropped.</summary>
    public Outcome<DraftForm> ToForm()
    {
        var day = DateOnly.TryParse(ImplementedOn, CultureInfo.InvariantCulture, out var read) ? read : (DateOnly?)null;
        if (day is null && !string.IsNullOrWhiteSpace(ImplementedOn))
        {
            return Refusal.Invalid("implementedOn", "submitting.implemented-on-unreadable");
        }

        return new DraftForm(
            new Profile
            {
                Title = Typed(Title), Stage = Typed(Stage), Kind = Typed(Kind), Form = Typed(Form),
                Sector = Typed(Sector), Initiator = Typed(Initiator), ImplementedOn = day, Summary = Typed(Summary),
            },
            Declarations ?? [],
            Version ?? "");
    }

    /// <summary>
    /// Forms send every line end as CR LF, which would count twice against the limit; NUL is no text to a row.
    /// </summary>
    private static string? Typed(string? text) =>
        string.IsNullOrEmpty(text)
            ? null
            : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
}
