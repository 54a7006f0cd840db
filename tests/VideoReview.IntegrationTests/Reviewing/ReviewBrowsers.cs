using System.Text.RegularExpressions;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Browsers without script in which reviewers are signed in.</summary>
internal sealed partial class ReviewBrowsers(TestWeb web, Panel panel)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<(HttpClient Browser, Account Reviewer)> NewAsync()
    {
        var reviewer = await panel.People.AddAsync(Role.Reviewer);
        return (await web.NewBrowserAsync(reviewer), reviewer);
    }

    /// <summary>Of somebody who was given a review and has not begun it.</summary>
    public async Task<(HttpClient Browser, Review Review)> AssignedAsync()
    {
        var (browser, reviewer) = await NewAsync();
        return (
            browser, await panel.Entries.AddReviewAsync(await panel.AddEntryAsync(), reviewer, ReviewStatus.Assigned));
    }

    /// <summary>Presses a button that has nothing but the token of its page.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string address)
    {
        var token = Token().Match(await browser.GetStringAsync(page, Cancellation)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await browser.PostAsync(address, content, Cancellation);
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
