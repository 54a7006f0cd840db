using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using VideoReview.Application.Notices;

namespace VideoReview.Web.Shell;

/// <summary>Section "Security".</summary>
internal sealed class SecurityOptions
{
    /// <summary>To whom a hole is reported: an e-mail address or an https address; empty = nobody is named.</summary>
    public string Contact { get; set; } = "";

    public bool IsUnderstood => Contact.Length == 0 || Address is not null;

    /// <summary>As a URI, the form that security.txt asks for.</summary>
    public Uri? Address =>
        Uri.TryCreate(Contact.Contains(':', StringComparison.Ordinal) ? Contact : "mailto:" + Contact, UriKind.Absolute,
            out var address) && address.Scheme is "mailto" or "https" && Contact.IndexOfAny([' ', '\r', '\n']) < 0
            && (address.Scheme == "https" || address.UserInfo.Length > 0)
            ? address
            : null;
}

/// <summary>/.well-known/security.txt (RFC 9116), for whoever finds a hole at this office's site.</summary>
internal static class SecurityText
{
    /// <summary>RFC 9116, 2.5.5, advises less than a year.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(180);

    public static void Add(IServiceCollection services, IConfiguration configuration) =>
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection("Security"))
            .Validate(
                security => security.IsUnderstood,
                "Security:Contact is an e-mail address, an https address or empty.")
            .ValidateOnStart();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/security.txt", Say).AllowAnonymous();

    private static IResult Say(IOptions<SecurityOptions> security, IOptions<MailOptions> mail, TimeProvider time)
    {
        if (security.Value.Address is not { } contact)
        {
            return Results.NotFound();
        }

        var text = new StringBuilder($"Contact: {contact.AbsoluteUri}\n")
            .Append(CultureInfo.InvariantCulture, $"Expires: {(time.GetUtcNow() + GoodFor).UtcDateTime.Date:s}Z\n")
            .Append("Preferred-Languages: id, en\n");
        if (mail.Value.PublicUrl is { } site)
        {
            text.Append(CultureInfo.InvariantCulture, $"Canonical: {new Uri(site, "/.well-known/security.txt")}\n");
        }

        return Results.Text(text.ToString(), "text/plain; charset=utf-8");
    }
}
