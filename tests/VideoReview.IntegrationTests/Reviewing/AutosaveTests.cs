using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>A panel saves every few seconds while it types: what one save asks of the database is a budget.</summary>
public sealed class AutosaveTests(TestWeb web) : IClassFixture<TestWeb>
{
    /// <summary>Besides what the session itself asks.</summary>
    private const int MostCommands = 6;

    private readonly Panel panel = new(web.Desks);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Autosave_asks_the_database_at_most_six_times_however_many_reviews_there_are()
    {
        var period = await panel.Entries.AddPeriodAsync(PeriodStatus.Reviewing, p => p.SeatsPerVideo = 5);
        var entry = await panel.Entries.AddEntryAsync(period, await panel.People.AddUnitAsync(), EntryStatus.InReview);
        var reviewers = await panel.AddReviewersAsync(5);
        foreach (var other in reviewers.Skip(1))
        {
            await panel.Entries.AddReviewAsync(entry, other, ReviewStatus.Draft, 1, 2, 3, 4, 3);
        }

        var review = await panel.Entries.AddReviewAsync(entry, reviewers[0], ReviewStatus.Assigned);
        Assert.Empty((await panel.SaveAsync(reviewers[0], review.Id, await panel.FormAsync(review.Id, 2))).Refusals);
        using var browser = await web.NewBrowserAsync(reviewers[0]);
        var page = await Page.OpenAsync(browser, "/reviews/" + review.Id);

        var asked = await AskedAsync(browser, "/reviews/" + review.Id + "/draft", Typed(page));

        Assert.True(asked.Count <= MostCommands, $"{asked.Count} commands:\n{string.Join("\n\n", asked)}");
        Assert.Equal("Catatan kedua", (await panel.ReadAsync(review.Id)).GeneralNote);
    }

    private static IEnumerable<KeyValuePair<string, string>> Typed(Page page) =>
    [
        new("__RequestVerificationToken", page.Token!), new("version", page.Value("review", "version")!),
        new("note", "Catatan kedua"),
        .. StandardRubric.Make().Points.SelectMany(point => new[]
        {
            KeyValuePair.Create(ScoreRules.ScoreField(point.Code), "4"),
            KeyValuePair.Create(ScoreRules.CommentField(point.Code), "Kini lebih jelas."),
        }),
    ];

    /// <summary>The commands that the request sent to the database, those of its session apart.</summary>
    private static async Task<IReadOnlyCollection<string>> AskedAsync(
        HttpClient browser, string address, IEnumerable<KeyValuePair<string, string>> form)
    {
        var trace = ActivityTraceId.CreateRandom();
        var commands = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Keep(activity, trace, commands),
        };
        ActivitySource.AddActivityListener(listener);
        using var request =
            new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var answer = await browser.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(commands);
        return [.. commands.Where(sql => !sql.Contains("FROM account AS", StringComparison.Ordinal))];
    }

    private static void Keep(Activity activity, ActivityTraceId trace, ConcurrentQueue<string> commands)
    {
        if (activity.TraceId == trace && activity.GetTagItem("db.query.text") is string sql)
        {
            commands.Enqueue(sql);
        }
    }
}
