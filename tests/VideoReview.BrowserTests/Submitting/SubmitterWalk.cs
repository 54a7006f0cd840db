using Microsoft.Playwright;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Submitting;

/// <summary>
/// The unit writes an entry that is saved while it is typed, sends it with its video and reads the receipt.
/// </summary>
public sealed class SubmitterWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Entry_is_written_saved_by_itself_and_sent()
    {
        var period = await Entries.AddPeriodAsync();
        var unit = await AddUnitAsync();
        var submitter = await VisitAsync(Screen.Phone);
        await submitter.SignInAsync((await People.AddAsync(unit, Role.Submitter)).Email!, People.Password);

        await submitter.GoAsync("/own-entries");
        await submitter.FollowAsync(submitter.Words["submitting.new"]);
        await submitter.ChooseAsync("submitting.period", period.Name);
        await submitter.TypeAsync("entries.title", "Posyandu Digital");
        await submitter.PressAsync("submitting.begin");
        await FillInAsync(submitter);
        await SavedAsync(submitter);
        await AddVideoAsync(submitter);
        await submitter.Page.ReloadAsync();
        await submitter.CheckAsync();
        await Assertions.Expect(submitter.Field("entries.summary"))
            .ToHaveValueAsync(EntryBuilder.CompleteProfile.Summary!);

        await submitter.TickAsync("entries.declaration-original-work");
        await submitter.PressAsync("submitting.send");
        await submitter.SeesAsync(submitter.Words["entries.declarations-missing"]);
        foreach (var declaration in ProfileChoices.Declarations)
        {
            await submitter.TickAsync(ProfileChoices.WordsKey("declaration", declaration));
        }

        await submitter.PressAsync("submitting.send");
        await submitter.SeesAsync(submitter.Words["submitting.receipt"]);
        await submitter.GoAsync("/own-entries");
        await submitter.SeesAsync("2026-0");
    }

    [Fact]
    public async Task Text_typed_on_an_older_copy_is_not_saved_over_the_newer_one()
    {
        var unit = await AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        var entry = await Entries.AddEntryAsync(await Entries.AddPeriodAsync(), unit, by: account);
        var (one, other) =
            (await OpenAsync(account, entry, Screen.Desktop), await OpenAsync(account, entry, Screen.Desktop));

        await one.TypeAsync("entries.title", "Punya satu");
        await SavedAsync(one);
        await other.TypeAsync("entries.title", "Punya dua");
        await other.SeesAsync(other.Words["shell.stale"]);

        Assert.Equal("Punya satu", (await Entries.ReadAsync(entry.Id)).Profile.Title);
        await other.PressAsync("shell.save");
        await other.SeesAsync("Punya satu");
        await Assertions.Expect(other.Field("entries.title")).ToHaveValueAsync("Punya dua");
        await other.PressAsync("shell.save");
        Assert.Equal("Punya dua", (await Entries.ReadAsync(entry.Id)).Profile.Title);
    }

    [Fact]
    public async Task Video_arrives_beside_what_is_typed_without_loading_the_page_anew()
    {
        var period = await Entries.AddPeriodAsync(
            change: p => p.FileRules = p.FileRules with { MinimumDuration = TimeSpan.FromSeconds(5) });
        var (submitter, entry) = await BeginDraftAsync(Screen.Desktop, period);
        await submitter.SeesAsync(submitter.Words["submitting.video-missing"]);
        await submitter.Page.EvaluateAsync("window.isSamePage = true");

        await new UploadPanel(submitter).ChooseAsync(await Samples.Mp4Async());
        await submitter.TypeAsync("entries.title", "Diketik selagi mengunggah");
        await submitter.SeesAsync(submitter.Words["submitting.nothing-missing"]);
        await Assertions.Expect(submitter.Page.Locator("vr-player video"))
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });

        Assert.True(await submitter.Page.EvaluateAsync<bool>("window.isSamePage === true"));
        await Assertions.Expect(submitter.Field("entries.title")).ToHaveValueAsync("Diketik selagi mengunggah");
        await submitter.PressAsync("submitting.send");
        await submitter.SeesAsync(submitter.Words["entries.status-ready"]);
        Assert.Equal("Diketik selagi mengunggah", (await Entries.ReadAsync(entry.Id)).Profile.Title);
    }

    private static async Task FillInAsync(Visitor submitter)
    {
        await submitter.ChooseAsync("entries.stage", submitter.Words["entries.stage-trial"]);
        await submitter.ChooseAsync("entries.kind", submitter.Words["entries.kind-digital"]);
        await submitter.ChooseAsync("entries.form", submitter.Words["entries.form-public-service"]);
        await submitter.ChooseAsync("entries.sector", submitter.Words["entries.sector-health"]);
        await submitter.ChooseAsync("entries.initiator", submitter.Words["entries.initiator-civil-servant"]);
        await submitter.TypeAsync("entries.summary", EntryBuilder.CompleteProfile.Summary!);
    }

    private static Task SavedAsync(Visitor submitter) =>
        Assertions.Expect(submitter.Page.Locator("[data-autosave-state]"))
            .ToContainTextAsync(submitter.Words.Say("submitting.saved-at", ("time", "")).Trim());

    /// <summary>The upload itself has walks of its own.</summary>
    private async Task AddVideoAsync(Visitor submitter)
    {
        var id = Guid.Parse(new Uri(submitter.Page.Url).Segments[^1]);
        // The page may still say that an earlier field was saved.
        await Eventually.Async(
            async () => (await Entries.ReadAsync(id)).Profile.Summary == EntryBuilder.CompleteProfile.Summary,
            "all that was typed is saved");
        await Entries.AddVideoAsync(await Entries.ReadAsync(id));
    }
}
