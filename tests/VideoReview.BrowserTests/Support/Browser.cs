using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser))]

namespace VideoReview.BrowserTests.Support;

/// <summary>The sizes on which every page must stand; a walk is taken on one of them.</summary>
public enum Screen
{
    Phone,
    Desktop,
}

/// <summary>One real browser for all walks; each visitor has cookies of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>In CSS pixels: a common phone held upright, a small notebook.</summary>
    public static ViewportSize SizeOf(Screen screen) =>
        screen == Screen.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <param name="isDark">The person's system is set to dark colours.</param>
    public async Task<Visitor> OpenAsync(Uri site, Screen screen, bool isDark = false)
    {
        var context = await (await StartedAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            Locale = "id-ID",
            TimezoneId = "Asia/Jakarta",
            ReducedMotion = ReducedMotion.Reduce,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = SizeOf(screen),
            IsMobile = screen == Screen.Phone,
            HasTouch = screen == Screen.Phone,
        });
        return new Visitor(await context.NewPageAsync(), screen);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        oneAtATime.Dispose();
    }

    /// <summary>Started by the first walk, which is skipped where no browser is.</summary>
    private async Task<IBrowser> StartedAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            // Two cores run browser, program, database and ffmpeg at once.
            Assertions.SetDefaultExpectTimeout(60_000);
            playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(60_000);
            return browser ??= await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions { ExecutablePath = TestServices.Chromium, Args = Flags });
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
