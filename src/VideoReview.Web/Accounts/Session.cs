using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;
using VideoReview.Application.Notices;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>Begins and ends what the cookie stands for.</summary>
internal sealed class Session(SignInManager<Account> signIn, OpenSessions sessions, IOptions<MailOptions> mail)
{
    private const string Key = "session";

    /// <summary>Whether a forgotten password can be set anew by mail.</summary>
    public bool HasMail => mail.Value.IsSet;

    /// <summary>Signs the account in until the browser is closed: office machines are shared.</summary>
    public async Task BeginAsync(HttpContext context, Account account)
    {
        await signIn.SignInAsync(
            account,
            new AuthenticationProperties { IsPersistent = false, Items = { [Key] = Guid.NewGuid().ToString("N") } });
        if (!context.Request.Cookies.ContainsKey(ShellSetup.LanguageCookie))
        {
            ShellSetup.RememberLanguage(context, account.Language);
        }
    }

    /// <summary>Also ends the streams that other tabs hold open in this session.</summary>
    public async Task EndAsync(HttpContext context, CancellationToken cancellation)
    {
        var cookie = await context.AuthenticateAsync(AccountClaims.Scheme);
        await signIn.SignOutAsync();
        if (KeyOf(cookie.Properties) is { } key)
        {
            await sessions.TellEndAsync(key, cancellation);
        }
    }

    /// <summary>What tells this sign-in from all others; it never leaves the encrypted cookie.</summary>
    public static string? KeyOf(AuthenticationProperties? cookie) =>
        cookie?.Items.TryGetValue(Key, out var key) == true ? key : null;

    /// <summary>A path of ours, whatever the address said: "//elsewhere" and "/\elsewhere" lead away.</summary>
    public static string OwnPath(string? next) => next is ['/', not ('/' or '\\'), ..] ? next : "/";
}
