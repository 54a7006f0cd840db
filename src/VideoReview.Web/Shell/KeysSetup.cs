using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using VideoReview.Application.Database;

namespace VideoReview.Web.Shell;

/// <summary>
/// Section "DataProtection": the certificate that encrypts the keys of cookies and forms in the database.
/// </summary>
public sealed class KeysOptions
{
    /// <summary>PKCS #12 file; required outside development.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Its password; no default.</summary>
    public string? CertificatePassword { get; set; }
}

/// <summary>Data Protection keys live in PostgreSQL, so that every web process reads every cookie.</summary>
internal static class KeysSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("DataProtection");
        services.AddOptions<KeysOptions>().Bind(section)
            .Validate(
                keys => environment.IsDevelopment() || File.Exists(keys.CertificatePath),
                "DataProtection:CertificatePath must name a PKCS #12 file outside development: "
                    + "the keys of all sessions stand in the database.")
            .ValidateOnStart();

        var protection = services.AddDataProtection().SetApplicationName("VideoReview")
            .PersistKeysToDbContext<ReviewDbContext>();
        var keys = section.Get<KeysOptions>() ?? new();
        if (File.Exists(keys.CertificatePath))
        {
            protection.ProtectKeysWithCertificate(
                X509CertificateLoader.LoadPkcs12FromFile(keys.CertificatePath, keys.CertificatePassword));
        }
    }
}
