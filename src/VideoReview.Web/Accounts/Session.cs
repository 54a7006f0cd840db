using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>Begins and ends what the cookie stands for.</summary>
internal sealed class Session(SignInManager<Account> signIn, IOptions<MailOptions> mail)
{
    /// <summary>Whether a forgotten password can be set anew by mail.</summary>
    public bool HasMail => mail.Value.IsSet;

    /// <summary>Signs the account in until the browser is closed: office machines are shared.</summary>
    public async Task BeginAsync(HttpContext context, Account account)
    {
        await signIn.SignInAsync(account, new AuthenticationProperties { IsPersistent = false });
        if (!context.Request.Cookies.ContainsKey(ShellSetup.LanguageCookie))
        {
            ShellSetup.RememberLanguage(context, account.Language);
        }
    }

    public Task EndAsync() => signIn.SignOutAsync();

    /// <summary>A path of ours, whatever the address said: "//elsewhere" and "/\elsewhere" lead away.</summary>
    public static string OwnPath(string? next) => next is ['/', not ('/' or '\\'), ..] ? next : "/";
}
