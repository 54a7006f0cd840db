using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;

namespace VideoReview.Application.Accounts;

/// <summary>
/// Identity on our rows. Lockout is ours (it must treat unknown addresses alike), the password rule is Domain's.
/// </summary>
internal static class AccountsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Account>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
            identity.Lockout.AllowedForNewUsers = false;
            identity.Password = new PasswordOptions
            {
                RequiredLength = 1,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        }).AddEntityFrameworkStores<ReviewDbContext>();
        services.AddScoped<FirstAdmin>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<PasswordDesk>();
        services.AddScoped<AccountDesk>();
        services.AddScoped<OneTimeDesk>();
        services.AddScoped<AccountList>();
        services.AddScoped<UnitDesk>();
        services.AddScoped<UnitList>();
        services.AddScoped(_ => new Caller(null));
        services.AddScoped<SecurityLog>();
        services.AddScoped<SecurityList>();
        services.AddScoped<NoticeBoard>();
        services.AddScoped<NoticeMail>();
        services.AddScoped<IFaultHandler, NoticeMailFault>();
        services.AddSingleton<OpenSessions>();
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection("Accounts")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations()
            .ValidateOnStart();
    }
}
