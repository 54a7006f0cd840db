using System.Net;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>The reviewer's queue, and what the first page says of it.</summary>
public sealed class ReviewQueuePageTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private Panel panel = null!;
    private ReviewBrowsers browsers = null!;

    public async ValueTask InitializeAsync()
    {
        await web.InitializeAsync();
        panel = new(web.Desks);
        browsers = new(web, panel);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    [Fact]
    public async Task Queue_says_why_it_is_empty_and_never_lists_what_can_be_claimed()
    {
        var entry = await panel.AddEntryAsync();
        var (browser, reviewer) = await browsers.NewAsync();
        var offered = await Page.OpenAsync(browser, "/reviews");
        Assert.Contains("1 entri dapat diambil", offered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(entry.EntryNumber!, offered.Text, StringComparison.Ordinal);

        await panel.Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Final, 0, 4, 4, 4, 2);
        var empty = await Page.OpenAsync(browser, "/reviews");

        Assert.Contains("1 sudah Anda nilai", empty.Text, StringComparison.Ordinal);
        Assert.Contains("Sebaran nilai saya", empty.Text, StringComparison.Ordinal);
        var back = await ReviewBrowsers.PostAsync(
            browser,
            "/reviews/" + (await panel.ScalarAsync<Guid>($"SELECT id FROM review WHERE reviewer_id = '{reviewer.Id}'")),
            "/reviews/claims");
        Assert.Equal((HttpStatusCode.SeeOther, "/reviews"), (back.StatusCode, back.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task Beranda_tells_a_reviewer_what_waits()
    {
        var (browser, _) = await browsers.AssignedAsync();

        Assert.Contains("ditugaskan", (await Page.OpenAsync(browser, "/")).Text, StringComparison.Ordinal);
    }
}
