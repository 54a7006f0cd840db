using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VideoReview.Application.Accounts;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Submissions;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>An upload that began on one device and goes on on another, in another tab, or again from the start because it came damaged.</summary>
public sealed class UploadElsewhereWalk(Site site, Browser browser) : Walk(site, browser), IClassFixture<Site>
{
    private const int FileBytes = 3_000_000;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Second_device_goes_on_with_the_same_file_and_is_told_of_another(Screen screen)
    {
        var (account, entry) = await AddEntryAsync();
        var first = await OpenAsync(account, entry, screen);
        var file = WriteFile("rekaman.mp4");
        await first.Panel.SlowLineAsync(100_000);
        await first.Panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);
        await first.Visitor.Page.Context.SetOfflineAsync(true);

        var second = await OpenAsync(account, entry, screen == Screen.Phone ? Screen.Desktop : Screen.Phone);
        await SeesAsync(second.Visitor, new Regex(@"^Unggahan terputus\. Lanjutkan dari \d+ %\?$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var other = WriteFile("rekaman.mp4");
        await second.Panel.ChooseAsync(other);
        await SeesAsync(second.Visitor, second.Visitor.Words.Say("uploads.say-other-file", ("name", Path.GetFileName(file)), ("size", "3 MB")));
        await second.Visitor.CheckAsync();
        await second.Panel.ChooseAsync(Renamed(file, "VID_20261125.mp4"));
        await second.Panel.GoOnAsync();
        await second.Panel.IsDoneAsync("VID_20261125.mp4");

        var upload = await OnlyUploadAsync(entry);
        Assert.Equal((UploadStatus.Complete, Hash(file), Hash(file)), (upload.Status, upload.Sha256, upload.ClientSha256));
    }

    [Fact]
    public async Task Newer_of_two_tabs_goes_on_and_the_older_says_so()
    {
        var (account, entry) = await AddEntryAsync();
        var first = await OpenAsync(account, entry, Screen.Desktop);
        var file = WriteFile("dua-tab.mp4");
        await first.Panel.SlowLineAsync(100_000);
        await first.Panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);
        var second = new Visitor(await first.Visitor.Page.Context.NewPageAsync(), Screen.Desktop);
        await second.GoAsync($"/submissions/{entry.Id}");

        await new UploadPanel(second).ChooseAsync(file);
        await new UploadPanel(second).GoOnAsync();

        await SeesAsync(first.Visitor, first.Visitor.Words.Say("uploads.say-elsewhere", ("name", Path.GetFileName(file))));
        await first.Visitor.CheckAsync();
        await new UploadPanel(second).IsDoneAsync(file);
        Assert.Equal(Hash(file), (await OnlyUploadAsync(entry)).Sha256);
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task File_that_came_damaged_is_sent_again_by_one_press(Screen screen)
    {
        var (account, entry) = await AddEntryAsync();
        var (visitor, panel) = await OpenAsync(account, entry, screen);
        var file = WriteFile("rusak.mp4");
        await visitor.Page.RouteAsync("**/uploads/*/hash", Damage, new() { Times = 1 });

        await panel.ChooseAsync(file);

        await SeesAsync(visitor, visitor.Words["uploads.damaged"]);
        await visitor.CheckAsync();
        await panel.PressAsync("again");
        await panel.IsDoneAsync(file);
        await using var context = Site.Database.NewContext();
        var hashes = await context.Uploads.Where(u => u.SubmissionId == entry.Id).OrderBy(u => u.CreatedAt).Select(u => u.ClientSha256).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new string('0', 64), Hash(file)], hashes);
    }

    /// <summary>As if other bytes had been read than arrived.</summary>
    private static Task Damage(IRoute route) => route.ContinueAsync(new() { PostData = System.Text.Encoding.UTF8.GetBytes($$"""{"sha256":"{{new string('0', 64)}}"}""") });

    private async Task<(Account Account, Submission Entry)> AddEntryAsync()
    {
        var unit = await People.AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        return (account, await Entries.AddEntryAsync(await Entries.AddPeriodAsync(), unit, video: null, by: account));
    }

    private async Task<(Visitor Visitor, UploadPanel Panel)> OpenAsync(Account account, Submission entry, Screen screen)
    {
        var visitor = await VisitAsync(screen);
        await visitor.SignInAsync(account.Email!, People.Password);
        await visitor.GoAsync($"/submissions/{entry.Id}");
        return (visitor, new(visitor));
    }

    private static Task SeesAsync(Visitor visitor, string text) => Assertions.Expect(visitor.Page.Locator("vr-uploader").GetByText(text, new() { Exact = true })).ToBeVisibleAsync();

    private static Task SeesAsync(Visitor visitor, Regex text) => Assertions.Expect(visitor.Page.Locator("vr-uploader").GetByText(text)).ToBeVisibleAsync();

    private Task ArrivedAsync(Submission entry, long bytes) => Eventually.Async(
        async () =>
        {
            await using var context = Site.Database.NewContext();
            return await context.Uploads.AnyAsync(u => u.SubmissionId == entry.Id && u.OffsetBytes >= bytes);
        },
        $"{bytes} bytes are on disk");

    private async Task<Upload> OnlyUploadAsync(Submission entry)
    {
        await using var context = Site.Database.NewContext();
        return await context.Uploads.AsNoTracking().SingleAsync(u => u.SubmissionId == entry.Id);
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Renamed(string file, string name)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("videoreview-walk-").FullName, name);
        File.Copy(file, path);
        return path;
    }

    /// <summary>Noise behind the head of an MP4, of one size and each time another.</summary>
    private static string WriteFile(string name)
    {
        var bytes = RandomNumberGenerator.GetBytes(FileBytes);
        Convert.FromHexString("000000186674797069736f6d0000020069736f6d6d703431").CopyTo(bytes, 0);
        var path = Path.Combine(Directory.CreateTempSubdirectory("videoreview-walk-").FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
