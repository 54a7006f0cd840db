using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>The real web program in this process, on a database and folders of its own, with a clock that stands still until told.</summary>
public sealed class TestWeb : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "videoreview-test-" + Guid.NewGuid().ToString("N"));
    private readonly Lock starting = new();
    private HostedWeb factory = null!;

    public TestDatabase Database { get; } = new();

    /// <summary>Begins at a moment that a row can keep, so that what was written a day ahead is read as a day ahead.</summary>
    public FakeTimeProvider Time { get; } = new(Rows.Moment(DateTimeOffset.UtcNow));

    public IServiceProvider Services => Started.Services;

    /// <summary>Settings beyond the usual; add them before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>A factory that several ask at once for the first time starts a program for each, and stops only one of them.</summary>
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

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Directory.CreateDirectory(folder);
        Settings["Database:ConnectionString"] = Database.ConnectionString;
        Settings["Uploads:StagingFolder"] = Path.Combine(folder, "staging");
        Settings["Storage:DiskFolder"] = Path.Combine(folder, "objects");
        Settings["Bus:Transport"] = "InMemory";
        Settings["Worker:InProcess"] = "false";
        Settings["Media:ScratchFolder"] = Path.Combine(folder, "scratch");
        factory = new HostedWeb(Settings, Time);
    }

    /// <summary>An act in a scope of its own, as a request would have.</summary>
    public async Task<T> ActAsync<TDesk, T>(Func<TDesk, Task<T>> act)
        where TDesk : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>());
    }

    /// <summary>A browser that keeps cookies, follows no redirect and says that its calls come from our own pages.</summary>
    public HttpClient NewBrowser()
    {
        var browser = Started.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new("https://localhost") });
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

    public async ValueTask DisposeAsync()
    {
        if (factory is not null)
        {
            await factory.StopAsync();
        }

        await Database.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
