using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>
/// An operator on a thin line brings a video to the server: a wrong file first, then pausing, leaving and coming back.
/// </summary>
public sealed class UploadWalk(Site site, Browser browser) : NoiseWalk(site, browser)
{
    [Fact]
    public async Task Video_arrives_whole_after_a_pause_and_a_reload()
    {
        var (operatorAt, panel, entry) = await OpenEntryAsync(Screen.Phone);
        var file = WriteFile("inovasi.mp4");
        await panel.SlowLineAsync(bytesPerSecond: 400_000);
        await panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);

        await panel.PressAsync("pause");
        await panel.SeesAsync(operatorAt.Words.Say("uploads.say-paused", ("name", Path.GetFileName(file))));
        await operatorAt.CheckAsync();
        await panel.PressAsync("resume");
        await ArrivedAsync(entry, 800_000);
        operatorAt.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await operatorAt.Page.ReloadAsync();

        await panel.IsAskedToGoOnAsync();
        await operatorAt.CheckAsync();
        await panel.SlowLineAsync(bytesPerSecond: -1);
        // Whoever says "continue" and then chooses the file is not asked again.
        var chooser = await operatorAt.Page.RunAndWaitForFileChooserAsync(() => panel.PressAsync("pick-same"));
        await chooser.SetFilesAsync(file);
        await panel.IsDoneAsync(file);

        var upload = Assert.Single(await UploadsOfAsync(entry));
        Assert.Equal(
            (UploadStatus.Complete, Hash(file), Hash(file)), (upload.Status, upload.Sha256, upload.ClientSha256));
    }

    [Fact]
    public async Task Text_named_mp4_is_refused_in_words_and_the_next_file_is_taken()
    {
        var (operatorAt, panel, entry) = await OpenEntryAsync(Screen.Desktop);
        var text = WriteFile("catatan.mp4");
        await File.WriteAllTextAsync(
            text, string.Concat(Enumerable.Repeat("Ini catatan rapat. ", 20_000)),
            TestContext.Current.CancellationToken);

        await panel.ChooseAsync(text);

        await panel.SeesAsync(operatorAt.Words.Say("uploads.not-a-video", ("formats", "MP4, MOV, WEBM, MKV")));
        await operatorAt.CheckAsync();
        var file = WriteFile("inovasi.mp4");
        await panel.ChooseAsync(file);
        await panel.IsDoneAsync(file);
        Assert.Equal(
            [UploadStatus.Cancelled, UploadStatus.Complete],
            (await UploadsOfAsync(entry)).Select(upload => upload.Status));
    }

    [Fact]
    public async Task Upload_waits_while_there_is_no_connection_and_goes_on_by_itself()
    {
        var (operatorAt, panel, entry) = await OpenEntryAsync(Screen.Phone);
        var file = WriteFile("inovasi.mp4");
        await panel.SlowLineAsync(bytesPerSecond: 400_000);
        await panel.ChooseAsync(file);
        await ArrivedAsync(entry, 300_000);

        await operatorAt.Page.Context.SetOfflineAsync(true);
        await panel.SeesAsync(operatorAt.Words["uploads.say-offline"]);
        await operatorAt.Page.Context.SetOfflineAsync(false);
        await panel.SlowLineAsync(bytesPerSecond: -1);

        await panel.IsDoneAsync(file);
    }

    /// <summary>Otherwise files would be hashed five times slower, and nothing would tell.</summary>
    [Fact]
    public async Task WebAssembly_runs_in_the_worker_that_hashes_and_not_in_the_page()
    {
        const string Compiles =
            "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)";
        var visitor = await VisitAsync(Screen.Desktop);
        await visitor.GoAsync("/sign-in");

        var worker = await visitor.Page.RunAndWaitForWorkerAsync(() => visitor.Page.EvaluateAsync(
            "() => { window.hashes = new Worker('/assets/hash-worker.js', { type: 'module' }); }"));

        Assert.True(await worker.EvaluateAsync<bool>(Compiles));
        Assert.False(await visitor.Page.EvaluateAsync<bool>(Compiles));
    }

    private async Task<(Visitor Operator, UploadPanel Panel, Entry Entry)> OpenEntryAsync(Screen screen)
    {
        var (visitor, entry) = await BeginDraftAsync(screen, await Entries.AddPeriodAsync());
        return (visitor, new(visitor), entry);
    }
}
