using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VideoReview.Application.Words;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>
/// A person at a screen: finds things by the words they see, named by their key, and has every page they come to
/// checked for accessibility. What the browser complains about on the way fails the walk.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    /// <summary>
    /// Milliseconds until somebody gives up who waits for the work on a video, which stands in line
    /// behind the videos of other walks.
    /// </summary>
    public const float Patience = 300_000;

    /// <summary>The browser's own line for an answer of 4xx; walks ask for some on purpose.</summary>
    private static readonly Regex ExpectedComplaint = new(
        "Failed to load resource", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The page and its islands are there: before, a link that an island answers leads away.</summary>
    private const string IsWhole =
        "() => document.readyState === 'complete' && document.querySelector(':not(:defined)') === null";

    private readonly List<string> complaints = [];
    private readonly Face face;

    public Visitor(IPage page, Screen screen)
    {
        (Page, Screen, face) = (page, screen, new(page, screen));
        page.SetDefaultTimeout(90_000);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error" && !ExpectedComplaint.IsMatch(line.Text))
            {
                complaints.Add(line.Text);
            }
        };
    }

    public IPage Page { get; }

    public Screen Screen { get; }

    public Words Words { get; set; } = new(Language.Id);

    /// <summary>The page of the sign-in is checked by the walks that are about it.</summary>
    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/sign-in");
        await TypeAsync("accounts.email", email);
        await TypeAsync("accounts.password", password);
        await PressAsync("accounts.sign-in");
        await Assertions.Expect(Page).Not
            .ToHaveURLAsync(new Regex("/sign-in", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Opens an address of the site and checks what comes.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await CheckAsync();
    }

    public Task TypeAsync(string key, string text) => Field(key).FillAsync(text);

    public Task ChooseAsync(string key, string option) =>
        Field(key).SelectOptionAsync(new SelectOptionValue { Label = option });

    public Task TickAsync(string key) =>
        Page.GetByRole(AriaRole.Checkbox, new() { Name = Words[key], Exact = true }).CheckAsync();

    /// <summary>Presses the one button of that name; the page that answers is checked.</summary>
    public async Task PressAsync(string key)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = Words[key], Exact = true }).ClickAsync();
        await CheckAsync();
    }

    /// <summary>Opens a folded act ("details") by its summary.</summary>
    public Task UnfoldAsync(string key) => Page.Locator("summary", new() { HasText = Words[key] }).ClickAsync();

    public async Task FollowAsync(string text)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).First.ClickAsync();
        await CheckAsync();
    }

    /// <summary>The first heading says so.</summary>
    public Task SeesHeadingAsync(string text) => Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(text);

    public Task SeesAsync(string text) =>
        Assertions.Expect(Page.GetByText(text).Filter(new() { Visible = true }).First).ToBeVisibleAsync();

    /// <summary>A field by its label; the words "wajib diisi" may stand behind it.</summary>
    public ILocator Field(string key) =>
        Page.GetByLabel(
            new Regex($"^{Regex.Escape(Words[key])}(\\s*\\(.*\\))?$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>The page stands on both screens (<see cref="Face"/>), without a complaint of the browser.</summary>
    public async Task CheckAsync()
    {
        while (!await StandsAsync())
        {
            // What was pressed has answered with another page, which is checked instead.
        }

        Assert.Empty(complaints);
    }

    /// <summary>What the person sees at the end, for whoever reads a failure.</summary>
    public Task PictureAsync(string path) => Page.ScreenshotAsync(new() { Path = path, FullPage = true });

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>False = the page was left while it was looked at.</summary>
    private async Task<bool> StandsAsync()
    {
        try
        {
            // asked of the page itself: the driver's own notice of "load" can pass between two
            // pages and then never comes again
            await Page.WaitForFunctionAsync(IsWhole);
            await face.CheckAsync();
            return true;
        }
        catch (PlaywrightException exception)
            when (exception.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
