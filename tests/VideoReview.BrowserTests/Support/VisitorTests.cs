using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>The guards of every walk, seen to bite.</summary>
public sealed class VisitorTests(Browser browser)
{
    [Theory]
    [InlineData("<h1>Judul</h1><img src='data:,'>", "image-alt")]
    [InlineData("<h1>Judul</h1><p style='color:#ccc;background:#fff'>pucat</p>", "color-contrast")]
    [InlineData("<h1>Judul</h1><div style='width:3000px;height:1px'></div>", "wider than the screen")]
    [InlineData("<h1>Judul</h1><script>console.error('rusak')</script>", "rusak")]
    public async Task Faulty_page_fails_the_walk(string body, string complaint)
    {
        await using var visitor = await browser.OpenAsync(new Uri("http://127.0.0.1:9"), Screen.Phone);
        await visitor.Page.SetContentAsync($"<!DOCTYPE html><html lang='id'><head><title>Judul</title><meta name='viewport' content='width=device-width'></head><body><main>{body}</main></body></html>");

        var failure = await Assert.ThrowsAnyAsync<Exception>(visitor.CheckAsync);

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }
}
