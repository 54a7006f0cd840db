using System.Net;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>What a coordinator does first on the pages of periods.</summary>
internal sealed class PeriodPages(TestWeb web)
{
    public async Task<HttpClient> CoordinatorAsync() =>
        await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Coordinator));

    public static async Task<string> NewAsync(HttpClient browser, params (string Name, string? Value)[] typed)
    {
        var blank = await Page.OpenAsync(browser, "/periods/new");
        (string Name, string? Value)[] fields =
        [
            .. typed.Where(t => t.Name != "Input.Name"),
            typed.FirstOrDefault(t => t.Name == "Input.Name") is { Value: { } } named
                ? named
                : ("Input.Name", "Periode " + Guid.NewGuid().ToString("N")),
        ];
        var answer = await blank.SendAsync("period-new", fields);
        Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Text);
        return answer.Location!;
    }
}
