using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>
/// The cookie, how often it is asked about again, and the rule that every page wants somebody
/// signed in unless it says otherwise.
/// </summary>
internal static class SignInSetup
{
    /// <summary>
    /// A role taken away, a password changed or an account closed works on open sessions after at most this long.
    /// </summary>
    private static readonly TimeSpan StampAge = TimeSpan.FromMinutes(1);

    /// <summary>Without a request for this long a session ends.</summary>
    private static readonly TimeSpan SessionAge = TimeSpan.FromHours(8);

    public static void Add(IServiceCollection services, IHostEnvironment environment)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<Actor>(
            provider => SignedIn.ActorOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddScoped<SignInManager<Account>>();
        services.AddScoped<Session>();
        services.AddScoped<ISecurityStampValidator, SecurityStampValidator<Account>>();
        services.AddOptions<SecurityStampValidatorOptions>().Configure<TimeProvider>(
            (stamp, time) => (stamp.ValidationInterval, stamp.TimeProvider) = (StampAge, time));

        services.AddAuthentication(AccountClaims.Scheme)
            .AddCookie(AccountClaims.Scheme, cookie => Configure(cookie, environment))

            // Never issued here, but the stamp validator signs out of it too and fails where it is unknown.
            .AddCookie(
                IdentityConstants.TwoFactorRememberMeScheme,
                cookie => Harden(cookie.Cookie, "second-factor", environment));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery => Harden(antiforgery.Cookie, "form", environment));
    }

    private static void Configure(CookieAuthenticationOptions cookie, IHostEnvironment environment)
    {
        Harden(cookie.Cookie, "session", environment);
        cookie.ExpireTimeSpan = SessionAge;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "next";
        cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        cookie.Events.OnRedirectToLogin = context => AnswerOrRedirect(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>Only a page that a person opens is led to sign-in; scripts and uploads get the bare status.</summary>
    private static Task AnswerOrRedirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// __Host- makes browsers refuse a cookie set by a neighbour domain or over plain http; a
    /// developer's machine has no TLS.
    /// </summary>
    private static void Harden(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        cookie.Name = environment.IsDevelopment() ? "videoreview-" + name : "__Host-videoreview-" + name;
        cookie.SecurePolicy =
            environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
    }
}
