using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Media;

/// <summary>
/// The unit brings a video, sees its pictures come without loading the page anew, finds its way on the
/// seek bar and chooses the cover.
/// </summary>
public sealed class PictureWalk(Site site, Browser browser) : Walk(site, browser)
{
    /// <summary>
    /// The part of the page may be exchanged for a newer one between two looks, and the picture
    /// comes only where somebody looks.
    /// </summary>
    private const string LooksAtTheSheet = """
        () => {
            const sheet = document.querySelector("img.contact-sheet");
            sheet?.scrollIntoView({ block: "center" });
            return sheet?.naturalWidth === 960;
        }
        """;

    [Fact]
    public async Task Pictures_come_by_themselves_and_lead_through_the_video()
    {
        var (author, _) = await BeginDraftAsync(
            Screen.Phone, await Entries.AddPeriodAsync(change: EntrySender.ShortVideos));
        await author.Page.EvaluateAsync("window.isSamePage = true");
        await new UploadPanel(author).ChooseAsync(await SampleVideo.GoodAsync());

        await Assertions.Expect(author.Page.Locator("vr-player[storyboard]"))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        await Assertions.Expect(author.Page.Locator(".poster-pick img"))
            .ToHaveCountAsync(5, new() { Timeout = Visitor.Patience });
        await Eventually.Async(() => author.Page.EvaluateAsync<bool>(LooksAtTheSheet), "the contact sheet is shown");
        Assert.True(await author.Page.EvaluateAsync<bool>("window.isSamePage === true"));
        await author.CheckAsync();
        await PreviewsAsync(author, RestAsync);
        await PreviewsAsync(author, DragAsync);

        await author.Page.Locator(".poster-pick button").Nth(2).ClickAsync();
        await author.SeesAsync(author.Words["media.poster-told"]);
        await Assertions.Expect(author.Page.Locator(".poster-pick button").Nth(2))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await author.CheckAsync();
    }

    [Fact]
    public async Task Note_says_where_and_what_to_do_and_leads_the_player_there()
    {
        var path = await Samples.MakeAsync(
            "black-middle.mp4", "-f", "lavfi", "-i",
            "testsrc2=s=640x360:r=25:d=12,drawbox=enable='between(t,5,8.99)':t=fill:c=black", "-f", "lavfi", "-i",
            "sine=f=440:d=12", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-c:a",
            "aac", "-movflags", "+faststart");
        var (author, _) = await BeginDraftAsync(Screen.Desktop, await Entries.AddPeriodAsync(
            change: p => p.FileRules = p.FileRules with { MinimumDuration = TimeSpan.FromSeconds(10) }));
        await new UploadPanel(author).ChooseAsync(path);

        var link = author.Page.Locator("a[data-seek]");
        await Assertions.Expect(link).ToHaveTextAsync("00.05", new() { Timeout = Visitor.Patience });
        await author.SeesAsync(author.Words.Say("media.note-black", ("duration", TimeSpan.FromSeconds(4))));
        await author.SeesAsync(author.Words["media.advice-black"]);
        await author.SeesAsync(author.Words["media.step-quality"]);
        await author.CheckAsync();
        await link.ClickAsync();
        await author.Page.WaitForFunctionAsync(
            "() => Math.abs(document.querySelector('vr-player video').currentTime - 5) < 0.2");
    }

    /// <summary>Under the mouse or the finger, and after a key; gone again afterwards.</summary>
    private static async Task PreviewsAsync(Visitor author, Func<Visitor, float, float, Task<Pointer>> pointAsync)
    {
        var (seek, preview) =
            (author.Page.GetByRole(AriaRole.Slider, new() { Name = author.Words["media.player-seek"] }),
                author.Page.Locator("vr-player .preview"));
        await Assertions.Expect(preview).ToBeHiddenAsync();
        await using var pointer = await PointUntilAsync(() => preview.IsVisibleAsync(), author, seek, pointAsync);
        await Assertions.Expect(preview.Locator(".cut")).ToHaveCSSAsync("width", "160px");
        await Assertions.Expect(preview.Locator(".at"))
            .ToHaveTextAsync(new Regex("00\\.1[12]", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await pointer.DisposeAsync();
        await Assertions.Expect(preview).ToBeHiddenAsync();
        await seek.FocusAsync();
        await author.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(preview.Locator(".at")).ToHaveTextAsync("00.24");
        await Assertions.Expect(preview).ToBeVisibleAsync();
        await Assertions.Expect(preview).ToBeHiddenAsync();
    }

    /// <summary>In the middle of the bar, which moves while what stands around it comes.</summary>
    private static async Task<Pointer> PointUntilAsync(
        Func<Task<bool>> isSeen, Visitor author, ILocator seek, Func<Visitor, float, float, Task<Pointer>> pointAsync)
    {
        Pointer? pointer = null;
        await Eventually.Async(
            async () =>
            {
                if (pointer is not null)
                {
                    await pointer.DisposeAsync();
                }

                await seek.EvaluateAsync("seek => seek.scrollIntoView({ block: 'center' })");
                var bar = (await seek.BoundingBoxAsync())!;
                pointer = await pointAsync(author, bar.X + (bar.Width / 2), bar.Y + (bar.Height / 2));
                return await isSeen();
            },
            "the preview is seen");
        return pointer!;
    }

    /// <summary>A mouse that rests there until it is taken away.</summary>
    private static async Task<Pointer> RestAsync(Visitor author, float x, float y)
    {
        await author.Page.Mouse.MoveAsync(x, y);
        return new(() => author.Page.Mouse.MoveAsync(1, 1));
    }

    /// <summary>A finger that has dragged there until it is taken away.</summary>
    private static async Task<Pointer> DragAsync(Visitor author, float x, float y)
    {
        var touch = await author.Page.Context.NewCDPSessionAsync(author.Page);
        await TouchAsync("touchStart", x - 60);
        await TouchAsync("touchMove", x - 30);
        await TouchAsync("touchMove", x);
        return new(() => touch.SendAsync(
            "Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() }));

        Task TouchAsync(string type, float at) => touch.SendAsync(
            "Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x = at, y } } });
    }

    private sealed class Pointer(Func<Task> takeAway) : IAsyncDisposable
    {
        private bool isAway;

        public async ValueTask DisposeAsync()
        {
            if (!isAway)
            {
                isAway = true;
                await takeAway();
            }
        }
    }
}
