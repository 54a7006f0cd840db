using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using VideoReview.Application.Accounts;
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
    private static readonly byte[] Purpose = "addresses in the security log"u8.ToArray();

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
        var certificate = File.Exists(keys.CertificatePath)
            ? X509CertificateLoader.LoadPkcs12FromFile(keys.CertificatePath, keys.CertificatePassword)
            : null;
        if (certificate is not null)
        {
            protection.ProtectKeysWithCertificate(certificate);
        }

        services.Configure<SecurityLogOptions>(security => security.AddressKey = AddressKey(certificate));
    }

    /// <summary>
    /// A secret of the certificate's that never stands in the database: an RSA signature of a fixed text is always the
    /// same (RFC 8017, 8.2). With another certificate older marks match no more. Development has no secrets.
    /// </summary>
    private static byte[] AddressKey(X509Certificate2? certificate)
    {
        using var rsa = certificate?.GetRSAPrivateKey();
        return SHA256.HashData(
            rsa?.SignData(Purpose, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? Purpose);
    }
}
