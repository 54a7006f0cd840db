using System.Net;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>
/// A form that has become impossible while it was filled in is answered with its reason, and keeps what was typed.
/// </summary>
public sealed class FormGoneTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_that_somebody_else_took_first_shows_the_reason_typed()
    {
        var period = await entries.AddPeriodAsync(PeriodStatus.Draft);
        using var browser = await CoordinatorAsync();
        var page = await Page.OpenAsync(browser, "/periods/" + period.Id);
        Assert.Equal(
            HttpStatusCode.SeeOther, (await page.SendAsync("move", ("Next.Reason", "Sesuai jadwal"))).Status);

        var refused = await page.SendAsync("move", ("Next.Reason", "Alasan kedua yang panjang"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Alasan kedua yang panjang", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extension_of_a_period_that_is_over_shows_the_reason_typed()
    {
        var period = await entries.AddPeriodAsync();
        using var browser = await CoordinatorAsync();
        var page = await Page.OpenAsync(browser, "/periods/" + period.Id);
        await ChangeAsync("period", "status = 'draft'", period.Id);

        var refused = await page.SendAsync(
            "extension", ("Extension.ClosesAt", "2026-12-30T10:00"), ("Extension.Reason", "Listrik padam seminggu"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Listrik padam seminggu", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rubric_that_was_frozen_meanwhile_keeps_what_was_typed()
    {
        var period = await entries.AddPeriodAsync();
        using var browser = await CoordinatorAsync();
        var page = await Page.OpenAsync(browser, $"/periods/{period.Id}/rubric");
        await ChangeAsync("rubric_version", "frozen_at = now()", period.RubricVersionId);

        var refused = await page.SendAsync(
            "rubric", ("Input.Act", "save"), ("Input.Points[0].NameId", "Nama yang diketik"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Nama yang diketik", refused.Value("rubric", "Input.Points[0].NameId"));
    }

    private async Task ChangeAsync(string table, string change, Guid id)
    {
        await using var command = web.Database.DataSource.CreateCommand(
            $"UPDATE {table} SET {change} WHERE id = '{id}'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }

    private async Task<HttpClient> CoordinatorAsync() =>
        await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Coordinator));
}
