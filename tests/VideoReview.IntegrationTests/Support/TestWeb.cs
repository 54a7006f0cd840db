using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// The real web program in this process, on the database, folders and clock of its desks; it
/// starts with the first request.
/// </summary>
public sealed class TestWeb : IAsyncLifetime
{
    private readonly Lock starting = new();
    private readonly HostedWeb factory;

    public TestWeb() => factory = new(Settings, Time);

    /// <summary>Acts that need no web; the program itself need not run for them.</summary>
    public TestDesks Desks { get; } = new();

    public TestDatabase Database => Desks.Database;

    public FakeTimeProvider Time => Desks.Time;

    /// <summary>Settings beyond the usual; add them before the first request.</summary>
    public Dictionary<string, string> Settings => Desks.Settings;

    /// <summary>The program's own.</summary>
    public IServiceProvider Services => Started.Services;

    /// <summary>
    /// A factory that several ask at once for the first time starts a program for each, and stops only one of them.
    /// </summary>
    private HostedWeb Started
    {
        get
        {
            lock (starting)
            {
                _ = factory.Services;
                return factory;
            }
        }
    }

    public ValueTask InitializeAsync() => Desks.InitializeAsync();

    /// <summary>An act in a scope of its own, beside the program.</summary>
    public Task<T> ActAsync<TDesk, T>(Func<TDesk, Task<T>> act)
        where TDesk : notnull => Desks.ActAsync(act);

    /// <summary>
    /// A browser that keeps cookies, follows no redirect and says that its calls come from our own pages.
    /// </summary>
    public HttpClient NewBrowser()
    {
        var browser = Started.CreateClient(new WebApplicationFactoryClientOptions
        {
            AllowAutoRedirect = false, BaseAddress = new("https://localhost"),
        });
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    /// <summary>A browser in which the account is signed in already, without the cost of a password.</summary>
    public async Task<HttpClient> NewBrowserAsync(Account account)
    {
        var browser = NewBrowser();
        browser.DefaultRequestHeaders.Add("Cookie", await Started.CookieAsync(account));
        return browser;
    }

    /// <summary>A submitter of a unit of its own, signed in.</summary>
    public async Task<(HttpClient Browser, Account Account)> NewSubmitterAsync()
    {
        var people = new People(Database);
        var account = await people.AddAsync(await people.AddUnitAsync(), Role.Submitter);
        return (await NewBrowserAsync(account), account);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.StopAsync();
        await Desks.DisposeAsync();
    }
}
