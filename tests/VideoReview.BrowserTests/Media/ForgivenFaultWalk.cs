using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Media;

/// <summary>What a real browser makes of each file of the table: the files alone, without the product.</summary>
public sealed class ForgivenFaultWalk(Browser browser)
{
    private const string Stops = """
        src => new Promise(resolve => {
            const video = Object.assign(document.createElement("video"), { muted: true, playbackRate: 4, src });
            video.onerror = () => resolve(true);
            video.onended = () => resolve(false);
            document.body.append(video);
            video.defaultPlaybackRate = 4;
            video.play().catch(() => undefined);
        })
        """;

    [Fact]
    public async Task Browser_stops_at_those_faults_that_are_said_to_stop_it_and_at_no_other()
    {
        await using var visitor = await browser.OpenAsync(new("http://localhost/"), Screen.Desktop);

        var seen = await Task.WhenAll(
            ForgivenFaults.All.Select(async fault => (fault.Sample, await StopsAsync(visitor.Page, fault.Sample))));

        Assert.Equal(ForgivenFaults.All.Select(fault => (fault.Sample, fault.StopsBrowsers)), seen);
    }

    private static async Task<bool> StopsAsync(IPage page, string sample)
    {
        var path = await DamagedSamples.ByNameAsync(sample);
        var content = Convert.ToBase64String(await File.ReadAllBytesAsync(path));
        return await page.EvaluateAsync<bool>(Stops, $"data:video/{Path.GetExtension(path)[1..]};base64,{content}");
    }
}
