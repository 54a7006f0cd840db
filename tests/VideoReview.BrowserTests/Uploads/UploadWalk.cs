using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Submissions;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>An operator on a thin line brings a video to the server: a wrong file first, then pausing, leaving and coming back.</summary>
public sealed class UploadWalk(Site site, Browser browser) : Walk(site, browser), IClassFixture<Site>
{
    private const int FileBytes = 3_000_000;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Video_arrives_whole_after_a_pause_and_a_reload(Screen screen)
    {
        var (operatorAt, entry) = await OpenEntryAsync(screen);
        var file = WriteFile();
        await ThinAsync(operatorAt, bytesPerSecond: 400_000);
        await PickAsync(operatorAt, file);
        await ArrivedAsync(entry, 300_000);

        await PressInsideAsync(operatorAt, "uploads.say-pause");
        await SeesInsideAsync(operatorAt, operatorAt.Words.Say("uploads.say-paused", ("name", Path.GetFileName(file))));
        await operatorAt.CheckAsync();
        await PressInsideAsync(operatorAt, "uploads.say-resume");
        await ArrivedAsync(entry, 800_000);
        operatorAt.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await operatorAt.Page.ReloadAsync();

        await SeesInsideAsync(operatorAt, new Regex(@"^Unggahan terputus\. Lanjutkan dari \d+ %\?$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await operatorAt.CheckAsync();
        await ThinAsync(operatorAt, bytesPerSecond: -1);
        // Whoever says "continue" and then chooses the file is not asked again.
        var chooser = await operatorAt.Page.RunAndWaitForFileChooserAsync(() => PressInsideAsync(operatorAt, "uploads.say-pick-same"));
        await chooser.SetFilesAsync(file);
        await SeesInsideAsync(operatorAt, operatorAt.Words.Say("uploads.say-done", ("name", Path.GetFileName(file))));

        var upload = await UploadOfAsync(entry, UploadStatus.Complete);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        Assert.Equal((sha256, sha256), (upload.Sha256, upload.ClientSha256));
        File.Delete(file);
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Text_named_mp4_is_refused_in_words_and_the_next_file_is_taken(Screen screen)
    {
        var (operatorAt, entry) = await OpenEntryAsync(screen);
        var text = Path.Combine(Path.GetTempPath(), $"catatan-{Guid.NewGuid():N}.mp4");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Repeat("Ini catatan rapat. ", 20_000)), TestContext.Current.CancellationToken);

        await PickAsync(operatorAt, text);

        await SeesInsideAsync(operatorAt, operatorAt.Words.Say("uploads.not-a-video", ("formats", "MP4, MOV, WEBM, MKV")));
        await operatorAt.CheckAsync();
        var file = WriteFile();
        await PickAsync(operatorAt, file);
        await SeesInsideAsync(operatorAt, operatorAt.Words.Say("uploads.say-done", ("name", Path.GetFileName(file))));
        Assert.Equal(UploadStatus.Cancelled, (await UploadOfAsync(entry, UploadStatus.Cancelled)).Status);
        File.Delete(file);
        File.Delete(text);
    }

    [Fact]
    public async Task Upload_waits_while_there_is_no_connection_and_goes_on_by_itself()
    {
        var (operatorAt, entry) = await OpenEntryAsync(Screen.Phone);
        var file = WriteFile();
        await ThinAsync(operatorAt, bytesPerSecond: 400_000);
        await PickAsync(operatorAt, file);
        await ArrivedAsync(entry, 300_000);

        await operatorAt.Page.Context.SetOfflineAsync(true);
        await SeesInsideAsync(operatorAt, operatorAt.Words["uploads.say-offline"]);
        await operatorAt.Page.Context.SetOfflineAsync(false);
        await ThinAsync(operatorAt, bytesPerSecond: -1);

        await SeesInsideAsync(operatorAt, operatorAt.Words.Say("uploads.say-done", ("name", Path.GetFileName(file))));
        File.Delete(file);
    }

    private async Task<(Visitor Operator, Submission Entry)> OpenEntryAsync(Screen screen)
    {
        var unit = await People.AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        var entries = new Entries(Site.Database, TimeProvider.System);
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(change: period => period.Name = "Penilaian " + period.Id.ToString("N")[^8..]), unit, video: null, by: account);
        var visitor = await VisitAsync(screen);
        await visitor.SignInAsync(account.Email!, People.Password);
        await visitor.GoAsync($"/submissions/{entry.Id}");
        await SeesInsideAsync(visitor, visitor.Words["uploads.say-drop-here"]);
        return (visitor, entry);
    }

    private static Task PickAsync(Visitor visitor, string file) => visitor.Page.Locator("vr-uploader input[type=file]").First.SetInputFilesAsync(file);

    private static Task PressInsideAsync(Visitor visitor, string key) =>
        visitor.Page.Locator("vr-uploader").GetByRole(AriaRole.Button, new() { Name = visitor.Words[key], Exact = true }).ClickAsync();

    private static Task SeesInsideAsync(Visitor visitor, string text) => Assertions.Expect(visitor.Page.Locator("vr-uploader").GetByText(text, new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });

    private static Task SeesInsideAsync(Visitor visitor, Regex text) => Assertions.Expect(visitor.Page.Locator("vr-uploader").GetByText(text)).ToBeVisibleAsync(new() { Timeout = 30_000 });

    private static async Task ThinAsync(Visitor visitor, int bytesPerSecond)
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesPerSecond });
    }

    private Task ArrivedAsync(Submission entry, long bytes) => Eventually.Async(
        async () =>
        {
            await using var context = Site.Database.NewContext();
            return await context.Uploads.AnyAsync(u => u.SubmissionId == entry.Id && u.OffsetBytes >= bytes);
        },
        $"{bytes} bytes are on disk");

    private async Task<Upload> UploadOfAsync(Submission entry, UploadStatus status)
    {
        await using var context = Site.Database.NewContext();
        return await context.Uploads.AsNoTracking().SingleAsync(u => u.SubmissionId == entry.Id && u.Status == status);
    }

    /// <summary>Noise behind the head of an MP4: the worker finds out later, which is not this walk's matter.</summary>
    private static string WriteFile()
    {
        var bytes = RandomNumberGenerator.GetBytes(FileBytes);
        Convert.FromHexString("000000186674797069736f6d0000020069736f6d6d703431").CopyTo(bytes, 0);
        var path = Path.Combine(Path.GetTempPath(), $"inovasi-{Guid.NewGuid():N}.mp4");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
