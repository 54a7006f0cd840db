using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Notices;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Notices;

/// <summary>What of the notices stands on Beranda, and where.</summary>
public sealed class NoticeStandingTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly NoticeStage stage = new(web);
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Seen: 40 assignments, made one after the other, were 40 notices.</summary>
    [Fact]
    public async Task Notices_of_one_act_and_period_stand_as_one_with_what_is_left_and_go_when_it_is_done()
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        var given = new List<Entry>();
        for (var i = 0; i < 3; i++)
        {
            given.Add(await stage.ReadyAsync(period));
            await stage.AssignAsync(reviewer, given[i]);
            await using var scope = web.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NoticeMail>()
                .SendAsync((await stage.ListAsync(reviewer))[0].Id, Guid.NewGuid(), Cancellation);
            web.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([("reviewing.assigned-notice-many", 3, "/reviews")], await StandingAsync());
        await stage.DeclineAsync(reviewer, given[0]);
        Assert.Equal([("reviewing.assigned-notice-many", 2, "/reviews")], await StandingAsync());
        await stage.DeclineAsync(reviewer, given[1]);
        await stage.DeclineAsync(reviewer, given[2]);
        Assert.Empty(await StandingAsync());

        async Task<IEnumerable<(string Code, object? Count, string? Link)>> StandingAsync() =>
            (await stage.StandingAsync(reviewer))
                .Select(n => (n.Sentence.Code, n.Sentence.Values.GetValueOrDefault("count"), n.Link));
    }

    [Fact]
    public async Task Notices_stand_below_the_work()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);
        await stage.AssignAsync(reviewer, await stage.ReadyAsync(await entries.AddPeriodAsync(PeriodStatus.Reviewing)));

        var page = await (await web.NewBrowserAsync(reviewer)).GetStringAsync("/", Cancellation);

        Assert.InRange(
            page.IndexOf("id=\"notices\"", StringComparison.Ordinal),
            page.IndexOf("id=\"reviewer-tasks\"", StringComparison.Ordinal), page.Length);
    }
}
