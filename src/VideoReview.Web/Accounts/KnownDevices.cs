using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using VideoReview.Application.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>
/// Remembers in a cookie who signed in on a browser, so that strangers who try somebody's address lock out no browser
/// that its owner uses (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing by itself,
/// outlives sign-out, and holds hashes of addresses, encrypted.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider keys, TimeProvider time, IHostEnvironment environment)
{
    private const string Purpose = "known-device";

    /// <summary>Office machines are shared; whoever has not signed in for longest is forgotten first.</summary>
    private const int MostAddresses = 8;

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    private readonly IDataProtector protector = keys.CreateProtector(Purpose);

    /// <summary>Null = nobody signed in here, or longer ago than 180 days.</summary>
    public KnownDevice? Of(HttpContext context) => Read(context) is { } kept && kept.Until > time.GetUtcNow()
        ? new KnownDevice(kept.Id, kept.Addresses)
        : null;

    /// <summary>Somebody has proved to be the account's owner.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var known = Of(context);
        var mark = SignInAttempt.MarkOf(account.NormalizedEmail!);
        string[] marks = [mark, .. (known?.Addresses ?? []).Where(other => other != mark).Take(MostAddresses - 1)];
        var kept = new Kept(known?.Id ?? Guid.NewGuid(), marks, time.GetUtcNow() + Lasts);
        var cookie = Cookie();
        context.Response.Cookies.Append(
            cookie.Name!, protector.Protect(JsonSerializer.Serialize(kept)),
            cookie.Build(context, time.GetUtcNow()));
    }

    private Kept? Read(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie().Name!, out var written))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(protector.Unprotect(written));
        }
        catch (CryptographicException)
        {
            // Of another installation, or made up: as if there were none.
            return null;
        }
    }

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder { MaxAge = Lasts, IsEssential = true };
        SignInSetup.Harden(cookie, "device", environment);
        return cookie;
    }

    private sealed record Kept(Guid Id, string[] Addresses, DateTimeOffset Until);
}
