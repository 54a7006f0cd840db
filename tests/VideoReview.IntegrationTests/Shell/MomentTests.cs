using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Words;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Submitting;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>One deadline reads one way wherever it stands: a period in WIT, an office in WIB.</summary>
public sealed partial class MomentTests(MomentTests.Site site) : IClassFixture<MomentTests.Site>, IAsyncLifetime
{
    private readonly TestWeb web = site.Web;
    private readonly People people = new(site.Web.Database);
    private readonly EntryBuilder entries = new(site.Web.Database, site.Web.Time);
    private Account coordinator = null!;
    private Period period = null!;

    private static Zone Wit { get; } = Zone.Of("Asia/Jayapura");

    private DateOnly Today => DateOnly.FromDateTime(Wit.Local(web.Time.GetUtcNow()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The last minute of a day in WIT, so many days from today.</summary>
    private DateTimeOffset EndOfDay(int days) =>
        Wit.StartOf(Today.AddDays(days));

    public async ValueTask InitializeAsync()
    {
        coordinator = await people.AddAsync(Role.Coordinator, Role.Observer);
        period = await PeriodAsync(EndOfDay(3), EndOfDay(5));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Reviewer_reads_the_due_date_in_the_periods_zone_on_each_page_and_in_the_mail()
    {
        var (reviewer, entry) = (await people.AddAsync(Role.Reviewer), await EntryAsync(EntryStatus.Ready));
        await web.ActAsync((AssignmentDesk desk) =>
            desk.AssignAsync(People.ActorOf(coordinator), [entry.Id], [reviewer.Id], EndOfDay(4), Cancellation));
        await using var context = web.Database.NewContext();
        var review = await context.Reviews.SingleAsync(r => r.ReviewerId == reviewer.Id, Cancellation);
        var notice = await context.Notices.SingleAsync(n => n.AccountId == reviewer.Id, Cancellation);
        var browser = await web.NewBrowserAsync(reviewer);

        await ReadAsync(browser, 4, "/", "/reviews", "/reviews/" + review.Id);
        await ReadAsync(await web.NewBrowserAsync(coordinator), 4, "/entries/" + entry.Id);
        await web.ActAsync(async (NoticeMail mail) =>
        {
            await mail.SendAsync(notice.Id, Guid.NewGuid(), Cancellation);
            return true;
        });
        Assert.Contains(Say(4), Assert.Single(site.Mailbox.Mails).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submitter_reads_the_closing_in_the_periods_zone_also_where_it_is_refused()
    {
        var (browser, account) = await web.NewSubmitterAsync();
        await using var context = web.Database.NewContext();
        var unit = await context.Units.SingleAsync(u => u.Id == account.UnitId, Cancellation);
        var draft = await entries.AddEntryAsync(period, unit, EntryStatus.Draft, VideoStatus.Playable, account);
        var sent = await entries.AddEntryAsync(period, unit, EntryStatus.Submitted, VideoStatus.Playable, account);
        await ReadAsync(browser, 3, "/own-entries", "/own-entries/" + draft.Id);
        Assert.Equal(Outcome.Done, await web.ActAsync((EntryDesk desk) => desk.ReturnAsync(
            People.ActorOf(coordinator), sent.Id, "Perjelas dampaknya.", false, Cancellation)));
        await ReadAsync(browser, 8, "/own-entries/" + sent.Id, "/");

        var page = await Page.OpenAsync(browser, "/own-entries/" + draft.Id);
        await context.Periods.Where(p => p.Id == period.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ClosesAt, EndOfDay(-1)), Cancellation);
        var (_, body) = await Autosave.SendAsync(browser, draft, page, ("Input.Title", "Baru"));
        Assert.Contains(Say(-1), body.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coordinator_reads_every_deadline_in_the_periods_zone()
    {
        var entry = await EntryAsync(EntryStatus.Returned);
        await using (var context = web.Database.NewContext())
        {
            await context.Entries.Where(e => e.Id == entry.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReturnDueAt, EndOfDay(2)), Cancellation);
        }

        var browser = await web.NewBrowserAsync(coordinator);

        await ReadAsync(browser, 2, "/entries/" + entry.Id);
        await ReadAsync(browser, 3, "/", "/periods", "/periods/" + period.Id);
        var assignment = await Page.OpenAsync(browser, "/entries/assignments?entry=" + entry.Id);
        Assert.Contains("Batas waktu penilaian (WIT)", assignment.Text, StringComparison.Ordinal);
    }

    /// <summary>Each page shows this day's last minute in WIT, and no other zone or midnight.</summary>
    private async Task ReadAsync(HttpClient browser, int days, params string[] paths)
    {
        foreach (var path in paths)
        {
            var text = (await Page.OpenAsync(browser, path)).Text;
            Assert.True(text.Contains(Say(days), StringComparison.Ordinal), $"{path} has no {Say(days)}: {text}");
            Assert.True(Foreign().Match(text) is { Success: false }, $"{path}: {Foreign().Match(text).Value}");
        }
    }

    private string Say(int days) =>
        Today.AddDays(days - 1).ToString("d MMMM yyyy", Language.Id.Culture()) + " 23.59 WIT";

    private Task<Period> PeriodAsync(DateTimeOffset closes, DateTimeOffset due) =>
        entries.AddPeriodAsync(change: p =>
            (p.TimeZone, p.ClosesAt, p.ReviewDueAt) = ("Asia/Jayapura", closes, due));

    private async Task<Entry> EntryAsync(EntryStatus status) =>
        await entries.AddEntryAsync(period, await people.AddUnitAsync(), status);

    /// <summary>A web of this class that mails.</summary>
    public sealed class Site : IAsyncLifetime
    {
        public TestWeb Web { get; } = new();

        public TestMailbox Mailbox { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Web.InitializeAsync();
            foreach (var (key, value) in Mailbox.Settings)
            {
                Web.Settings[key] = value;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Web.DisposeAsync();
            await Mailbox.DisposeAsync();
        }
    }

    [GeneratedRegex(@".{30}(WIB|WITA|00\.00 WIT).{0,20}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Foreign();
}
