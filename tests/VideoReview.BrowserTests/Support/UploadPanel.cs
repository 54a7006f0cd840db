using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.BrowserTests.Support;

/// <summary>The uploader on an entry's page, as a person uses it.</summary>
public sealed class UploadPanel(Visitor visitor)
{
    private ILocator Panel => visitor.Page.Locator("vr-uploader");

    /// <summary>
    /// A line this slow for what is sent from now on; -1 = as fast as it goes. What is on its
    /// way is let go at full speed.
    /// </summary>
    public async Task SlowLineAsync(int bytesPerSecond)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions", new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["offline"] = false, ["latency"] = 5, ["downloadThroughput"] = 10_000_000,
                ["uploadThroughput"] = bytesPerSecond,
            });
    }

    public Task ChooseAsync(string path) => Panel.Locator("input[type=file]").First.SetInputFilesAsync(path);

    public Task SeesAsync(string text) =>
        Assertions.Expect(Panel.GetByText(text, new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>The question whether to go on, with the share that has arrived.</summary>
    public Task IsAskedToGoOnAsync() =>
        Assertions.Expect(Panel.GetByText(
            new Regex(@"^Unggahan terputus\. Lanjutkan dari \d+ %\?$", RegexOptions.None, TimeSpan.FromSeconds(1))))
            .ToBeVisibleAsync();

    /// <param name="word">"resume", "pause", ...</param>
    public Task PressAsync(string word) =>
        Panel.GetByRole(AriaRole.Button, new() { Name = visitor.Words["uploads.say-" + word], Exact = true })
            .ClickAsync();

    /// <summary>Also after the server has come back, which takes as long as a start.</summary>
    public Task ReachesAsync(double share) =>
        Eventually.Async(
            async () => await ShareAsync() >= share, string.Create(CultureInfo.InvariantCulture, $"{share:P0} sent"),
            TimeSpan.FromMinutes(5));

    public Task IsDoneAsync(string path) =>
        Assertions.Expect(Panel.GetByText(visitor.Words.Say("uploads.say-done", ("name", Path.GetFileName(path)))))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });

    /// <summary>
    /// Says yes to going on with a chosen file. "Continue" also opens the chooser before one is chosen; "from the
    /// start" is offered only after.
    /// </summary>
    public async Task GoOnAsync()
    {
        await Assertions.Expect(
            Panel.GetByRole(AriaRole.Button, new() { Name = visitor.Words["uploads.say-restart"], Exact = true }))
            .ToBeVisibleAsync();
        await PressAsync("resume");
    }

    /// <summary>0 while there is no bar.</summary>
    private async Task<double> ShareAsync()
    {
        var bar = Panel.Locator("progress");
        return await bar.CountAsync() == 0 ? 0 : await bar.EvaluateAsync<double>("bar => bar.value");
    }
}
