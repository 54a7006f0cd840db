using Microsoft.Playwright;
using VideoReview.Domain.Periods;

namespace VideoReview.BrowserTests.Support;

/// <summary>What a submitter does from "Entri baru" to the receipt, for the walks that begin after it.</summary>
public sealed class EntrySender(Visitor unit)
{
    private const string Summary = "Kader mencatat timbangan balita di gawai, sehingga balita dengan gizi "
        + "kurang diketahui bidan pada hari yang sama.";

    public UploadPanel Panel { get; } = new(unit);

    /// <summary>A period that takes the sample videos.</summary>
    public static void ShortVideos(Period period) =>
        period.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(20) };

    public async Task BeginAsync(string title)
    {
        await unit.FollowAsync(unit.Words["shell.own-entries"]);
        await unit.FollowAsync(unit.Words["submitting.new"]);
        await unit.TypeAsync("entries.title", title);
        await unit.PressAsync("submitting.begin");
        await unit.SeesHeadingAsync(title);
    }

    /// <summary>Nothing is pressed: the form is saved while it is typed.</summary>
    public async Task WriteAsync()
    {
        foreach (var (field, choice) in ((string, string)[])[("stage", "stage-implementation"),
            ("kind", "kind-digital"), ("form", "form-public-service"), ("sector", "sector-health"),
            ("initiator", "initiator-unit")])
        {
            await unit.ChooseAsync("entries." + field, unit.Words["entries." + choice]);
        }

        await unit.TypeAsync("entries.implemented-on", "2025-03-17");
        await unit.TypeAsync("entries.summary", Summary);
        await unit.SeesAsync(unit.Words["submitting.saved-at"].Split('{')[0].Trim());
        await unit.CheckAsync();
    }

    /// <summary>Without a reload: poster and what was found in the file.</summary>
    public async Task SeesVideoAsync()
    {
        await Assertions.Expect(unit.Page.Locator("[src*='/pictures/'], [poster*='/pictures/']").First)
            .ToBeVisibleAsync(new() { Timeout = Visitor.Patience });
        await unit.SeesAsync("1280");
        await unit.CheckAsync();
    }

    public async Task SendAsync()
    {
        foreach (var tick in await unit.Page.Locator("#declarations input").AllAsync())
        {
            await tick.CheckAsync();
        }

        await unit.PressAsync("submitting.send");
        await unit.SeesAsync(unit.Words["submitting.receipt"]);
    }
}
