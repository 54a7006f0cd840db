using Microsoft.Playwright;
using VideoReview.Application.Accounts;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>
/// An upload that began on one device and goes on on another, in another tab, or again from the
/// start because it came damaged.
/// </summary>
public sealed class UploadElsewhereWalk(Site site, Browser browser) : NoiseWalk(site, browser)
{
    [Fact]
    public async Task Second_device_goes_on_with_the_same_file_and_is_told_of_another()
    {
        var (account, entry) = await AddDraftAsync(await Entries.AddPeriodAsync());
        var (first, panel) = await VisitAsync(account, entry, Screen.Phone);
        var file = WriteFile("rekaman.mp4");
        await panel.SlowLineAsync(100_000);
        await panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);
        await first.Page.Context.SetOfflineAsync(true);

        var (second, secondPanel) = await VisitAsync(account, entry, Screen.Desktop);
        await secondPanel.IsAskedToGoOnAsync();
        await secondPanel.ChooseAsync(WriteFile("rekaman.mp4"));
        await secondPanel.SeesAsync(
            second.Words.Say("uploads.say-other-file", ("name", Path.GetFileName(file)), ("size", "12 MB")));
        await second.CheckAsync();
        await secondPanel.ChooseAsync(Renamed(file, "VID_20261125.mp4"));
        await secondPanel.GoOnAsync();
        await secondPanel.IsDoneAsync("VID_20261125.mp4");

        var upload = Assert.Single(await UploadsOfAsync(entry));
        Assert.Equal(
            (UploadStatus.Complete, Hash(file), Hash(file)), (upload.Status, upload.Sha256, upload.ClientSha256));
    }

    [Fact]
    public async Task Newer_of_two_tabs_goes_on_and_the_older_says_so()
    {
        var (account, entry) = await AddDraftAsync(await Entries.AddPeriodAsync());
        var (first, panel) = await VisitAsync(account, entry, Screen.Desktop);
        var file = WriteFile("dua-tab.mp4");
        await panel.SlowLineAsync(100_000);
        await panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);
        var second = new Visitor(await first.Page.Context.NewPageAsync(), Screen.Desktop);
        await second.GoAsync($"/own-entries/{entry.Id}");

        await new UploadPanel(second).ChooseAsync(file);
        await new UploadPanel(second).GoOnAsync();

        await panel.SeesAsync(first.Words.Say("uploads.say-elsewhere", ("name", Path.GetFileName(file))));
        await first.CheckAsync();
        await new UploadPanel(second).IsDoneAsync(file);
        Assert.Equal(Hash(file), Assert.Single(await UploadsOfAsync(entry)).Sha256);
    }

    [Fact]
    public async Task File_that_came_damaged_is_sent_again_by_one_press()
    {
        var (visitor, entry) = await BeginDraftAsync(Screen.Phone, await Entries.AddPeriodAsync());
        var (panel, file) = (new UploadPanel(visitor), WriteFile("rusak.mp4"));
        await visitor.Page.RouteAsync("**/uploads/*/hash", Damage, new() { Times = 1 });

        await panel.ChooseAsync(file);

        await panel.SeesAsync(visitor.Words["uploads.damaged"]);
        await visitor.CheckAsync();
        await panel.PressAsync("again");
        await panel.IsDoneAsync(file);
        Assert.Equal(
            [new string('0', 64), Hash(file)], (await UploadsOfAsync(entry)).Select(upload => upload.ClientSha256));
    }

    /// <summary>As if other bytes had been read than arrived.</summary>
    private static Task Damage(IRoute route) => route.ContinueAsync(
        new() { PostData = System.Text.Encoding.UTF8.GetBytes($$"""{"sha256":"{{new string('0', 64)}}"}""") });

    private async Task<(Visitor Visitor, UploadPanel Panel)> VisitAsync(Account account, Entry entry, Screen screen)
    {
        var visitor = await OpenAsync(account, entry, screen);
        return (visitor, new(visitor));
    }
}
