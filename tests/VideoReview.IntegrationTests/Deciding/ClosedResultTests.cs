using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Deciding;

/// <summary>What is published stays as it was published, byte for byte, whoever is renamed later.</summary>
public sealed class ClosedResultTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly ResultStage stage = new(web);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_export_and_feedback_of_a_published_result_keep_their_names()
    {
        var (coordinator, period) = await stage.ReviewedAsync();
        await stage.DecideAsync(coordinator, period);
        Assert.Equal(Outcome.Done, await stage.PublishAsync(coordinator, period));
        var observer = await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Observer));
        var entry = (await stage.ShowAsync(coordinator, period)).Lines[0].Result.EntryId;
        var before = await SeenAsync(observer, period.Id, entry);

        await using (var context = web.Database.NewContext())
        {
            await context.Units.ExecuteUpdateAsync(
                set => set.SetProperty(u => u.Name, u => "Berganti " + u.Id), Cancellation);
            await context.Periods.Where(p => p.Id == period.Id).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Name, "Berganti nama"), Cancellation);
            foreach (var row in await context.Entries.Where(e => e.PeriodId == period.Id).ToListAsync(Cancellation))
            {
                row.Profile = row.Profile with { Title = "Berganti judul" };
            }

            await context.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(before, await SeenAsync(observer, period.Id, entry));
        Assert.DoesNotContain("Berganti", before.Csv, StringComparison.Ordinal);
    }

    private async Task<(string Page, string Csv, string Feedback)> SeenAsync(
        HttpClient browser, Guid period, Guid entry)
    {
        await using var context = web.Database.NewContext();
        var row = await context.Entries.AsNoTracking().SingleAsync(e => e.Id == entry, Cancellation);
        var feedback = await web.ActAsync((Feedback told) => told.OfAsync(row, Cancellation));
        Assert.NotNull(feedback);

        // The page's picker names periods as they are called now; what is published stands in its head and rows.
        return (
            (await Page.OpenAsync(browser, "/results/" + period)).Text,
            await browser.GetStringAsync($"/results/{period}/csv", Cancellation),
            Application.Database.Json.Write(feedback));
    }
}
