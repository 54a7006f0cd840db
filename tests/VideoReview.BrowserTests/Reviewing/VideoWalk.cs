using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Reviewing;

/// <summary>
/// The unit brings a real video over a line that breaks and a server that dies, sees what
/// became of it and sends the entry.
/// </summary>
public sealed class VideoWalk(Site site, Browser browser) : Walk(site, browser), IClassFixture<Site>
{
    [Fact]
    public async Task Entry_is_written_its_video_survives_a_crash_and_a_reload_and_it_is_sent()
    {
        await Entries.AddPeriodAsync(PeriodStatus.Open, EntrySender.ShortVideos);
        var unit = await SubmitterAsync(Screen.Phone);
        var sender = new EntrySender(unit);

        await sender.BeginAsync("Posyandu Digital");
        await sender.WriteAsync();
        await SendVideoAsync(unit, sender.Panel, await SampleVideo.GoodAsync());
        await sender.SeesVideoAsync();
        await sender.SendAsync();

        await unit.FollowAsync(unit.Words["shell.own-entries"]);
        await unit.SeesAsync("Posyandu Digital");
    }

    [Fact]
    public async Task Short_video_is_refused_with_its_reason_and_a_good_one_is_taken_after()
    {
        await Entries.AddPeriodAsync(PeriodStatus.Open, EntrySender.ShortVideos);
        var unit = await SubmitterAsync(Screen.Desktop);
        var sender = new EntrySender(unit);
        await sender.BeginAsync("Bank Sampah");

        await sender.Panel.ChooseAsync(await SampleVideo.ShortAsync());
        await unit.SeesAsync("paling pendek 20 detik");
        await unit.Page.ReloadAsync();
        await sender.Panel.ChooseAsync(await SampleVideo.GoodAsync());
        await sender.SeesVideoAsync();
    }

    private async Task<Visitor> SubmitterAsync(Screen screen)
    {
        var unit = await VisitAsync(screen);
        unit.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await unit.SignInAsync((await People.AddAsync(await AddUnitAsync(), Role.Submitter)).Email!, People.Password);
        return unit;
    }

    private async Task SendVideoAsync(Visitor unit, UploadPanel panel, string path)
    {
        await panel.SlowLineAsync(bytesPerSecond: 250_000);
        await panel.ChooseAsync(path);
        await panel.ReachesAsync(0.15);
        await unit.CheckAsync();

        await Site.RestartAsync();
        await panel.ReachesAsync(0.45);
        await unit.Page.ReloadAsync();
        await panel.SlowLineAsync(bytesPerSecond: -1);
        await panel.ChooseAsync(path);
        await panel.GoOnAsync();
        await panel.IsDoneAsync(path);
    }
}
