using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>
/// The cookie, who stands behind it, and the rule that every page wants somebody signed in unless it says otherwise.
/// </summary>
internal static class SignInSetup
{
    public static void Add(IServiceCollection services, IHostEnvironment environment)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Actor>(
            provider => SignedIn.ActorOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddScoped(provider => new Caller(
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Connection.RemoteIpAddress));
        services.AddSingleton<SecurityTrail>();
        services.AddScoped<Session>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<KeptPosts>();
        services.AddAuthentication(AccountClaims.Scheme)
            .AddCookie(AccountClaims.Scheme, cookie => Configure(cookie, environment));
        services.AddOptions<CookieAuthenticationOptions>(AccountClaims.Scheme).Configure<IOptions<AccountsOptions>>(
            (cookie, accounts) => cookie.ExpireTimeSpan = accounts.Value.SessionLasts);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            Harden(antiforgery.Cookie, "form", environment);
            // It would allow frames of our own, where every answer forbids all.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void Configure(CookieAuthenticationOptions cookie, IHostEnvironment environment)
    {
        Harden(cookie.Cookie, "session", environment);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "next";
        cookie.Events.OnValidatePrincipal = AskAsync;
        cookie.Events.OnRedirectToLogin = AnswerAsync;
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>The cookie only names a session; whether it stands, and who that is now, the rows say.</summary>
    private static async Task AskAsync(CookieValidatePrincipalContext context)
    {
        if (AccountClaims.SessionOf(context.Principal) is { } session
            && await HolderAsync(context.HttpContext, session) is { } holder)
        {
            context.ReplacePrincipal(AccountClaims.Of(session, holder));
            return;
        }

        context.RejectPrincipal();
    }

    /// <summary>
    /// The page that tells of a failure is shown to anybody: it must not fail because the rows cannot be asked.
    /// </summary>
    private static async Task<SessionHolder?> HolderAsync(HttpContext context, Guid session)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<OpenSessions>()
                .FindAsync(session, context.RequestAborted);
        }
        catch (NpgsqlException) when (context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            return null;
        }
    }

    /// <summary>
    /// What a person sent after the session had ended (<see cref="KeptPosts"/>); null = nothing to carry.
    /// </summary>
    public static string? KeptOf(HttpContext context) => context.Items[typeof(KeptPosts)] as string;

    /// <summary>
    /// A page that a person opens leads to sign-in; what a person sends is answered with sign-in in its place
    /// (<see cref="SessionOverPage"/>). Scripts and uploads get the bare status.
    /// </summary>
    private static async Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (!ShellSetup.IsForPerson(http))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(context.RedirectUri);
        }
        else if (http.Request.Path == AccountsEndpoints.SignOut)
        {
            // Whoever leaves has left already.
            Answer.SeeOther(http, context.Options.LoginPath);
        }
        else
        {
            http.Items[typeof(KeptPosts)] =
                await http.RequestServices.GetRequiredService<KeptPosts>().KeepAsync(http);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }

    /// <summary>
    /// __Host- makes browsers refuse a cookie set by a neighbour domain or over plain http; a
    /// developer's machine has no TLS.
    /// </summary>
    public static void Harden(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        cookie.Name = environment.IsDevelopment() ? "videoreview-" + name : "__Host-videoreview-" + name;
        cookie.SecurePolicy =
            environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
    }
}
