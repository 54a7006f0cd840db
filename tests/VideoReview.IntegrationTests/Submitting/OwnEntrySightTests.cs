using System.Net;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

public sealed class OwnEntrySightTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly SubmitStage stage = new(web.Desks);

    [Fact]
    public async Task Entry_of_another_unit_is_not_found_and_one_below_has_no_forms()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var period = await stage.Entries.AddPeriodAsync();
        var other = await stage.Entries.AddEntryAsync(period, await stage.People.AddUnitAsync());
        var below = await stage.Entries.AddEntryAsync(
            period, await stage.People.AddUnitAsync(parent: await stage.UnitOfAsync(account)));

        var page = await Page.OpenAsync(browser, "/own-entries/" + below.Id);

        Assert.Equal(HttpStatusCode.NotFound, (await Page.OpenAsync(browser, "/own-entries/" + other.Id)).Status);
        Assert.Equal(
            (HttpStatusCode.OK, false, false), (page.Status, page.HasForm("draft"), page.HasForm("withdrawal")));
        Assert.Contains("hanya bisa dibaca", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unit_page_leaks_neither_reviewers_nor_decision_nor_marks()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(PeriodStatus.Decided), await stage.UnitOfAsync(account),
            EntryStatus.Decided, by: account);
        var reviewer = await stage.People.AddAsync(Role.Reviewer);
        await stage.Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Final, 4, 1, 2, 3, 4);
        await using (var context = web.Database.NewContext())
        {
            context.Events.Add(new Event
            {
                At = web.Time.GetUtcNow(), ActorId = reviewer.Id, Act = "reviewing.finished", Subject = "review",
                SubjectId = Guid.NewGuid(), EntryId = entry.Id, Audience = EventAudience.Staff, Reason = "rahasia",
            });
            await context.SaveChangesAsync();
        }

        var text = (await Page.OpenAsync(browser, "/own-entries/" + entry.Id)).Text;

        Assert.Contains("Selesai dinilai", text, StringComparison.Ordinal);
        Assert.All(
            ["Ditetapkan", reviewer.DisplayName, "rahasia", "Komentar", "reviewing."],
            leak => Assert.DoesNotContain(leak, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Returned_and_published_entries_show_note_and_feedback()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var unit = await stage.UnitOfAsync(account);
        var returned = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(PeriodStatus.Reviewing), unit, EntryStatus.Returned, by: account,
            change: e => e.ReturnShowsFeedback = true);
        var published = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(PeriodStatus.Published), unit, EntryStatus.Published, by: account);
        foreach (var entry in new[] { returned, published })
        {
            await stage.Entries.AddReviewAsync(
                entry, await stage.People.AddAsync(Role.Reviewer), ReviewStatus.Final, 4, 1, 2, 3, 4);
        }

        var (first, second) = ((await Page.OpenAsync(browser, "/own-entries/" + returned.Id)).Text,
            (await Page.OpenAsync(browser, "/own-entries/" + published.Id)).Text);

        Assert.Contains("Perjelas dampaknya.", first, StringComparison.Ordinal);
        Assert.Contains("rata-rata 1 dari 4", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Nilai 70", first, StringComparison.Ordinal);
        Assert.Contains(
            "Nilai 70,00 · IID: 4 dari 5 unsur, parameter 2, skor 8 dari 12 · belum terpenuhi: penjaringan ide", second,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_and_home_show_what_waits()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        var entry = await stage.Entries.AddEntryAsync(
            await stage.Entries.AddPeriodAsync(), await stage.UnitOfAsync(account),
            video: VideoStatus.Refused, by: account);

        var (list, home) =
            ((await Page.OpenAsync(browser, "/own-entries")).Text, (await Page.OpenAsync(browser, "/")).Text);

        Assert.Contains("Masih kurang 1 hal", list, StringComparison.Ordinal);
        Assert.Contains("sisa 10 hari", list, StringComparison.Ordinal);
        Assert.Contains("Posyandu Digital", home, StringComparison.Ordinal);
        Assert.Contains("Videonya ditolak atau gagal", home, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, entry.Id);
    }

    [Theory]
    [InlineData("/own-entries")]
    [InlineData("/own-entries/new")]
    public async Task Pages_are_for_submitters_alone(string path)
    {
        using var browser = await web.NewBrowserAsync(await stage.People.AddAsync(Role.Coordinator, Role.Reviewer));

        Assert.Equal(HttpStatusCode.Forbidden, (await Page.OpenAsync(browser, path)).Status);
    }
}
