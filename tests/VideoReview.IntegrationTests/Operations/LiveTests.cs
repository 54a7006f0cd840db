using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Operations;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>The stream by which open pages hear of a change: what it says, to whom, and when it ends.</summary>
public sealed class LiveTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly Guid periodId = Guid.CreateVersion7();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_tells_the_topic_of_an_event_and_nothing_else()
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");

        Assert.Equal("data: *", await stream.NextAsync());
        await HappenAsync(Guid.CreateVersion7());
        await HappenAsync(periodId);

        Assert.Equal($"data: period:{periodId}", await stream.NextAsync());
    }

    [Fact]
    public async Task Changed_job_is_told_as_processing()
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Admin));
        using var stream = await LiveStream.OpenAsync(browser, LiveTopics.Processing);

        Assert.Equal("data: *", await stream.NextAsync());
        await using var context = web.Database.NewContext();
        await context.Jobs.ExecuteUpdateAsync(row => row.SetProperty(job => job.ProgressPercent, 1), Cancellation);

        Assert.Equal("data: processing", await stream.NextAsync());
    }

    [Fact]
    public async Task Stream_is_not_kept_back_by_anything_between()
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");

        Assert.Equal("text/event-stream", stream.Answer.Content.Headers.ContentType!.MediaType);
        Assert.True(stream.Answer.Headers.CacheControl!.NoStore);
        Assert.Equal(["no"], stream.Answer.Headers.GetValues("X-Accel-Buffering"));
    }

    [Fact]
    public async Task Stream_ends_when_its_session_signs_out()
    {
        var account = await people.AddAsync(Role.Coordinator);
        using var browser = await SignInAsync(account);
        using var other = await SignInAsync(account);
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");
        using var stays = await LiveStream.OpenAsync(other, $"period:{periodId}");
        Assert.Equal(("data: *", "data: *"), (await stream.NextAsync(), await stays.NextAsync()));

        await PostAsync(browser, "/", "/sign-out");

        Assert.Null(await stream.NextAsync());
        await HappenAsync(periodId);
        Assert.Equal($"data: period:{periodId}", await stays.NextAsync());
    }

    [Fact]
    public async Task Stream_ends_when_the_security_stamp_changes()
    {
        var account = await people.AddAsync(Role.Coordinator);
        using var browser = await web.NewBrowserAsync(account);
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");
        Assert.Equal("data: *", await stream.NextAsync());

        await using (var context = web.Database.NewContext())
        {
            await context.Users.Where(a => a.Id == account.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.SecurityStamp, "changed"), Cancellation);
        }

        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Stream_ends_when_the_account_may_hear_something_else()
    {
        var account = await people.AddAsync(Role.Coordinator);
        using var browser = await web.NewBrowserAsync(account);
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");
        Assert.Equal("data: *", await stream.NextAsync());

        await using (var context = web.Database.NewContext())
        {
            (await context.Users.SingleAsync(a => a.Id == account.Id, Cancellation)).Roles = [Role.Reviewer];
            await context.SaveChangesAsync(Cancellation);
        }

        Assert.Null(await stream.NextAsync());
        using var anew = await LiveStream.OpenAsync(browser, $"period:{periodId}");
        Assert.Equal(HttpStatusCode.NoContent, anew.Answer.StatusCode);
    }

    /// <summary>The word of an end can be lost with its connection: the heartbeat asks the row.</summary>
    [Fact]
    public async Task Stream_ends_when_the_session_is_too_old()
    {
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));
        using var stream = await LiveStream.OpenAsync(browser, $"period:{periodId}");
        Assert.Equal("data: *", await stream.NextAsync());

        web.Time.Advance(OpenSessions.Idle);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [InlineData(Role.Observer, "period:{0}", true)]
    [InlineData(Role.Observer, "entry:{0}", false)]
    [InlineData(Role.Observer, "video:{0}", false)]
    [InlineData(Role.Reviewer, "period:{0}", false)]
    [InlineData(Role.Reviewer, "entry:{0}", false)]
    [InlineData(Role.Submitter, "period:{0}", false)]
    [InlineData(Role.Submitter, "entry:{0}", false)]
    [InlineData(Role.Submitter, "video:{0}", false)]
    [InlineData(Role.Admin, "period:{0}", false)]
    [InlineData(Role.Submitter, "processing", false)]
    [InlineData(Role.Reviewer, "processing", false)]
    [InlineData(Role.Observer, "processing", false)]
    [InlineData(Role.Coordinator, "processing", true)]
    [InlineData(Role.Coordinator, "session:{0}", false)]
    [InlineData(Role.Coordinator, "account:{0}", false)]
    [InlineData(Role.Coordinator, "*", false)]
    public async Task Topic_is_heard_only_by_those_who_may_see_it(Role role, string topic, bool isHeard)
    {
        var unit = role is Role.Submitter ? await people.AddUnitAsync() : null;
        using var browser = await web.NewBrowserAsync(await people.AddAsync(unit, role));

        using var stream = await LiveStream.OpenAsync(
            browser, string.Format(System.Globalization.CultureInfo.InvariantCulture, topic, periodId));

        Assert.Equal(isHeard ? HttpStatusCode.OK : HttpStatusCode.NoContent, stream.Answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_signed_in_hears_nothing()
    {
        using var browser = web.NewBrowser();
        browser.DefaultRequestHeaders.Remove("Accept");

        using var answer = await browser.GetAsync($"/live?topics=period:{periodId}", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task HappenAsync(Guid period)
    {
        await using var context = web.Database.NewContext();
        context.Events.Add(new Event
        {
            At = web.Time.GetUtcNow(), Act = "periods.edited", Subject = "period", SubjectId = period,
            PeriodId = period, Audience = EventAudience.Staff,
        });
        await context.SaveChangesAsync(Cancellation);
    }

    private async Task<HttpClient> SignInAsync(Account account)
    {
        var browser = web.NewBrowser();
        var answer = await PostAsync(
            browser, "/sign-in", "/sign-in", ("_handler", "sign-in"), ("Input.Email", account.Email!),
            ("Input.Password", People.Password));
        Assert.Equal(HttpStatusCode.SeeOther, answer);
        return browser;
    }

    private static async Task<HttpStatusCode> PostAsync(
        HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        form["__RequestVerificationToken"] = TokenIn(await browser.GetStringAsync(page, Cancellation));
        using var content = new FormUrlEncodedContent(form);
        using var answer = await browser.PostAsync(action, content, Cancellation);
        return answer.StatusCode;
    }

    private static string TokenIn(string html)
    {
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var start = html.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return html[start..html.IndexOf('"', start)];
    }
}
