using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;
using VideoReview.Application.Notices;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>Begins and ends what the cookie stands for.</summary>
internal sealed class Session(OpenSessions sessions, KnownDevices devices, IOptions<MailOptions> mail)
{
    /// <summary>Whether a forgotten password can be set anew by mail.</summary>
    public bool HasMail => mail.Value.IsSet;

    /// <summary>
    /// Signs the account in until the browser is closed: office machines are shared. Does nothing when the account was
    /// closed or changed since it was verified; whoever asks for a page then is led to sign-in again.
    /// </summary>
    public async Task BeginAsync(HttpContext context, Account account)
    {
        var before = AccountClaims.SessionOf(context.User);
        if (await sessions.BeginAsync(account, context.RequestAborted) is not { } begun)
        {
            return;
        }

        await context.SignInAsync(
            AccountClaims.Scheme, AccountClaims.OfCookie(begun), new AuthenticationProperties { IsPersistent = false });
        if (before is { } left)
        {
            await sessions.EndAsync(left, context.RequestAborted);
        }

        devices.Remember(context, account);
        if (!context.Request.Cookies.ContainsKey(ShellSetup.LanguageCookie))
        {
            ShellSetup.RememberLanguage(context, account.Language);
        }
    }

    /// <summary>
    /// Ends the session of this request wherever its cookie was copied to, with the streams that other tabs hold open,
    /// and takes the pages it saw out of the browser. What was typed and the places of uploads stay there (storage),
    /// and so do the other cookies.
    /// </summary>
    public async Task EndAsync(HttpContext context, CancellationToken cancellation)
    {
        if (AccountClaims.SessionOf(context.User) is { } session)
        {
            await sessions.EndAsync(session, cancellation);
        }

        await context.SignOutAsync(AccountClaims.Scheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }
}
