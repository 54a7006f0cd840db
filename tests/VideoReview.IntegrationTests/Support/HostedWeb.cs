using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// The web program in this process, with a test's settings and clock; who hosts it says whether on a socket.
/// </summary>
/// <remarks>Any public type names the program to start; "Program" is in web and worker alike.</remarks>
internal sealed class HostedWeb(
    IReadOnlyDictionary<string, string> settings, FakeTimeProvider time) : WebApplicationFactory<KeysOptions>
{
    /// <summary>The account's session as a Cookie header, without the cost of a password.</summary>
    public async Task<string> CookieAsync(Account account)
    {
        var session = await Services.GetRequiredService<OpenSessions>().BeginAsync(account, CancellationToken.None)
            ?? throw new InvalidOperationException("The account was closed or changed since it was read.");
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(AccountClaims.Scheme);
        var properties = new AuthenticationProperties
        {
            IssuedUtc = time.GetUtcNow(), ExpiresUtc = time.GetUtcNow() + cookie.ExpireTimeSpan,
        };
        return $"{cookie.Cookie.Name}=" + cookie.TicketDataFormat.Protect(
            new AuthenticationTicket(AccountClaims.OfCookie(session), properties, AccountClaims.Scheme));
    }

    public async Task StopAsync()
    {
        try
        {
            await DisposeAsync();
        }
        catch (ObjectDisposedException)
        {
            // The program and its factory both stop the one host: whoever is second may find its services gone.
            return;
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
    }
}
