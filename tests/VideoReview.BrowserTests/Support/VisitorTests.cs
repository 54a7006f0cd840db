using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>The guards of every walk, seen to bite.</summary>
public sealed class VisitorTests(Browser browser)
{
    [Theory]
    [InlineData("<h1>Judul</h1><img src='data:,'>", "image-alt")]
    [InlineData("<h1>Judul</h1><p style='color:#ccc;background:#fff'>pucat</p>", "color-contrast")]
    [InlineData("<h1>Judul</h1><div style='width:3000px;height:1px'></div>", "wider than the screen")]
    [InlineData(
        "<h1>Judul</h1><button>Kirim</button><div style='position:fixed;inset:0;background:#fff'></div>", "covered")]
    [InlineData("<h1>Judul</h1><script>console.error('rusak')</script>", "rusak")]
    public async Task Faulty_page_fails_the_walk(string body, string complaint)
    {
        await using var visitor = await SeesAsync(Screen.Phone, body);

        var failure = await Assert.ThrowsAnyAsync<Exception>(visitor.CheckAsync);

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Screen.Desktop, "<div style='width:800px;height:1px'></div>", "wider than the screen of a Phone")]
    [InlineData(
        Screen.Desktop, "<style>@media (max-width: 500px) { p { color: #ccc } }</style><p>pucat</p>",
        "on a Phone: color-contrast")]
    [InlineData(
        Screen.Phone, "<style>@media (min-width: 1000px) { p { color: #ccc } }</style><p>pucat</p>",
        "on a Desktop: color-contrast")]
    public async Task Page_that_fails_on_the_other_screen_fails_the_walk(Screen screen, string body, string complaint)
    {
        await using var visitor = await SeesAsync(screen, "<h1>Judul</h1>" + body);

        var failure = await Assert.ThrowsAnyAsync<Exception>(visitor.CheckAsync);

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_a_build_that_stood_is_asked_again_once_an_element_has_changed()
    {
        await using var visitor = await SeesAsync(Screen.Phone, "<h1>Judul</h1><p class='pertama'>Nomor 1</p>");
        await visitor.CheckAsync();

        await visitor.Page.EvaluateAsync("() => document.querySelector('p').setAttribute('style', 'color: #ccc')");

        var failure = await Assert.ThrowsAnyAsync<Exception>(visitor.CheckAsync);
        Assert.Contains("color-contrast", failure.Message, StringComparison.Ordinal);
    }

    private async Task<Visitor> SeesAsync(Screen screen, string body)
    {
        var visitor = await browser.OpenAsync(new Uri("http://127.0.0.1:9"), screen);
        await visitor.Page.SetContentAsync(
            "<!DOCTYPE html><html lang='id'><head><title>Judul</title><meta name='viewport' "
                + $"content='width=device-width'></head><body><main>{body}</main></body></html>");
        return visitor;
    }
}
