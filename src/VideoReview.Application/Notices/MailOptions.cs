using System.ComponentModel.DataAnnotations;
using VideoReview.Application.Accounts;

namespace VideoReview.Application.Notices;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Plain; for a relay on the same machine.</summary>
    None,

    /// <summary>STARTTLS, refused without it; the usual at port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; the usual at port 465.</summary>
    Tls,
}

/// <summary>Section "Mail". Without a host no mail is sent and notices stand on Beranda only.</summary>
public sealed class MailOptions : IValidatableObject
{
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string? UserName { get; set; }

    /// <summary>No default.</summary>
    public string? Password { get; set; }

    /// <summary>Sender's address, for example "videoinovasi@kab.go.id".</summary>
    public string? From { get; set; }

    /// <summary>Where people open the product, for links in mails: "https://inovasi.kab.go.id".</summary>
    public Uri? PublicUrl { get; set; }

    public bool IsSet => !string.IsNullOrEmpty(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSet && (string.IsNullOrEmpty(From) || AccountForm.WhyNotEmail(From) is not null))
        {
            yield return new("Mail:From must be an address when Mail:Host is set.", [nameof(From)]);
        }

        if (IsSet && PublicUrl is not { IsAbsoluteUri: true })
        {
            yield return new(
                "Mail:PublicUrl must be the product's address when Mail:Host is set.", [nameof(PublicUrl)]);
        }
    }
}
