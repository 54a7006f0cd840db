using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Notices;

/// <summary>Acts of which somebody is told, and what was told.</summary>
internal sealed class NoticeStage(TestWeb web)
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task TellAsync(Account account, Period period, Guid subject)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync(Cancellation);
        var news = new News(
            "entries.resubmitted", period.Id, subject,
            Sentence.Of("submitting.notice-resubmitted", ("number", "2026-0001")), "/entries/" + subject);
        await scope.ServiceProvider.GetRequiredService<NoticeBoard>().TellAsync(account.Id, news, Cancellation);
        await database.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    public async Task<Entry> ReadyAsync(Period period) =>
        await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Ready);

    public async Task AssignAsync(Account reviewer, params Entry[] given)
    {
        var coordinator = People.ActorOf(await people.AddAsync(Role.Coordinator));
        var report = await web.ActAsync((AssignmentDesk desk) => desk.AssignAsync(
            coordinator, [.. given.Select(e => e.Id)], [reviewer.Id], null, Cancellation));
        Assert.Equal(given.Length, report.Value.Assigned);
    }

    public async Task DeclineAsync(Account reviewer, Entry entry)
    {
        await using var context = web.Database.NewContext();
        var review = await context.Reviews.SingleAsync(
            r => r.EntryId == entry.Id && r.ReviewerId == reviewer.Id && r.Status == ReviewStatus.Assigned,
            Cancellation);
        Assert.Equal(Outcome.Done, await web.ActAsync((ReviewExits exits) =>
            exits.DeclineAsync(People.ActorOf(reviewer), review.Id, "Tidak sempat.", Cancellation)));
    }

    public Task<IReadOnlyList<NoticeRow>> ListAsync(Account account) => NoticeRows.OfAsync(web.Database, account);

    public Task<IReadOnlyList<NoticeRow>> StandingAsync(Account account) =>
        web.ActAsync((NoticeBoard board) => board.StandingAsync(People.ActorOf(account), Cancellation));

    public async Task BoardAsync(Func<NoticeBoard, Task> act)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<NoticeBoard>());
    }

    /// <summary>Messages that mail a notice of this account.</summary>
    public async Task<int> MailsAsync(Account account)
    {
        await using var context = web.Database.NewContext();
        var notices = await context.Notices.Where(n => n.AccountId == account.Id).Select(n => n.Id)
            .ToListAsync(Cancellation);
        var bodies = await context.OutboxMessages.Where(m => m.MessageType == "notice-pinned").Select(m => m.Body)
            .ToListAsync(Cancellation);
        return bodies.Count(body => notices.Exists(id => body.Contains(id.ToString(), StringComparison.Ordinal)));
    }
}
