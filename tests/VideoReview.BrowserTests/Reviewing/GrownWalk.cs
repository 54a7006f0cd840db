using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Reviewing;

/// <summary>
/// The main job at the grown size: web, a worker of its own, RabbitMQ and S3; the worker dies
/// while it is at work on the video.
/// </summary>
public sealed class GrownWalk(GrownSite site, Browser browser) : Walk(site, browser), IClassFixture<GrownSite>
{
    [Fact]
    public async Task Video_is_sent_survives_a_killed_worker_and_is_played_and_scored()
    {
        await Entries.AddPeriodAsync(PeriodStatus.Open, EntrySender.ShortVideos);
        var unit = await VisitAsync(Screen.Desktop);
        await unit.SignInAsync((await People.AddAsync(await AddUnitAsync(), Role.Submitter)).Email!, People.Password);
        var sender = new EntrySender(unit);
        await sender.BeginAsync("Ambulans Sungai");
        await sender.WriteAsync();
        await sender.Panel.ChooseAsync(await SampleVideo.GoodAsync());
        await site.IsAtWorkAsync();
        await site.RestartWorkerAsync();
        await sender.SeesVideoAsync();
        await sender.SendAsync();

        var reviewer = await VisitAsync(Screen.Phone);
        var bench = new ReviewBench(reviewer);
        await reviewer.SignInAsync((await People.AddAsync(Role.Reviewer)).Email!, People.Password);
        await reviewer.GoAsync("/reviews");
        await reviewer.Page.Locator("form[action='/reviews/claims'] button").First.ClickAsync();
        await reviewer.SeesHeadingAsync("Ambulans Sungai");
        await bench.WatchAsync();
        await bench.ScoreAsync(3, 2, 4, 0, 1);
        await bench.IsSavedAsync();
        await bench.FinishAsync();

        await reviewer.SeesAsync(reviewer.Words["reviewing.finished-told"]);
    }
}
