using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Notices;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Notices;

/// <summary>One notice and one mail for each account, act and period, and when what it asks for is done.</summary>
public sealed class NoticeBoardTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Act_on_many_entries_is_one_notice_and_one_mail_with_their_number()
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));

        await AssignAsync(reviewer, await ReadyAsync(period), await ReadyAsync(period), await ReadyAsync(period));

        var told = Assert.Single(await ListAsync(reviewer));
        Assert.Equal(
            (Sentence.Of("reviewing.assigned-notice-many", ("count", 3)), "/reviews", false),
            (told.Sentence, told.Link, told.IsDone));
        Assert.Equal(1, await MailsAsync(reviewer));
    }

    [Fact]
    public async Task Same_act_in_another_period_is_another_notice()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);

        await AssignAsync(
            reviewer, await ReadyAsync(await entries.AddPeriodAsync(PeriodStatus.Reviewing)),
            await ReadyAsync(await entries.AddPeriodAsync(PeriodStatus.Reviewing)));

        Assert.Equal(
            ["reviewing.assigned-notice", "reviewing.assigned-notice"],
            (await ListAsync(reviewer)).Select(n => n.Sentence.Code));
        Assert.Equal(2, await MailsAsync(reviewer));
    }

    /// <summary>Read, or on its way to the mail: what comes later is told anew.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Notice_that_is_read_or_mailed_takes_no_other_in(bool isRead)
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        await AssignAsync(reviewer, await ReadyAsync(period));
        if (isRead)
        {
            await BoardAsync(board => board.MarkReadAsync(People.ActorOf(reviewer), null, Cancellation));
        }
        else
        {
            await using var scope = web.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NoticeMail>()
                .SendAsync((await ListAsync(reviewer))[0].Id, Guid.NewGuid(), Cancellation);
        }

        await AssignAsync(reviewer, await ReadyAsync(period));

        Assert.Equal(
            ["reviewing.assigned-notice", "reviewing.assigned-notice"],
            (await ListAsync(reviewer)).Select(n => n.Sentence.Code));
        Assert.Equal(2, await MailsAsync(reviewer));
    }

    [Fact]
    public async Task Notice_is_done_when_the_last_of_what_it_asks_for_is_done_by_whomever()
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        var (first, second) = (await ReadyAsync(period), await ReadyAsync(period));
        await AssignAsync(reviewer, first, second);

        await DeclineAsync(reviewer, first);
        Assert.False(Assert.Single(await ListAsync(reviewer)).IsDone);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await DeclineAsync(reviewer, second);

        Assert.True(Assert.Single(await ListAsync(reviewer)).IsDone);
        await using var context = web.Database.NewContext();
        var row = await context.Notices.SingleAsync(n => n.AccountId == reviewer.Id, Cancellation);
        Assert.Equal(
            (web.Time.GetUtcNow(), web.Time.GetUtcNow(), 0, 2),
            (row.DoneAt, row.ClosedAt, row.WaitsFor.Length, row.SubjectIds.Length));
    }

    [Fact]
    public async Task Coordinators_are_asked_for_another_reviewer_until_somebody_is_assigned()
    {
        var coordinator = await people.AddAsync(Role.Coordinator);
        var (reviewer, other, period) = (await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Reviewer),
            await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        var entry = await ReadyAsync(period);
        await AssignAsync(reviewer, entry);
        await DeclineAsync(reviewer, entry);
        Assert.Equal((entry.Id, false), await DeclinedAsync());

        await AssignAsync(other, entry);

        Assert.Equal((entry.Id, true), await DeclinedAsync());

        async Task<(Guid Subject, bool IsDone)> DeclinedAsync()
        {
            await using var context = web.Database.NewContext();
            var notice = await context.Notices.SingleAsync(
                n => n.AccountId == coordinator.Id && n.Code == "reviewing.declined-notice" && n.PeriodId == period.Id,
                Cancellation);
            return (notice.SubjectIds[0], notice.DoneAt is not null);
        }
    }

    [Fact]
    public async Task Notice_that_asks_for_nothing_is_never_done()
    {
        var unit = await people.AddUnitAsync();
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(), unit, EntryStatus.Submitted, by: submitter);
        var coordinator = People.ActorOf(await people.AddAsync(Role.Coordinator));

        Assert.Equal(Outcome.Done, await web.ActAsync(
            (EntryDesk desk) => desk.RejectAsync(coordinator, entry.Id, "Bukan inovasi.", Cancellation)));
        Assert.Equal(Outcome.Done, await web.ActAsync(
            (EntryDesk desk) => desk.UndoRejectAsync(coordinator, entry.Id, "Salah baca.", Cancellation)));

        Assert.All(await ListAsync(submitter), notice => Assert.False(notice.IsDone));
    }

    /// <summary>Two who tell the same coordinators at once wait for each other and make one notice.</summary>
    [Fact]
    public async Task Acts_at_once_make_one_notice()
    {
        var (account, period) = (await people.AddAsync(Role.Coordinator), await entries.AddPeriodAsync());
        var subjects = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();

        await Task.WhenAll(subjects.Select(subject => TellAsync(account, period, subject)));

        await using var context = web.Database.NewContext();
        Assert.Equal(
            subjects.Order(),
            (await context.Notices.SingleAsync(n => n.AccountId == account.Id, Cancellation)).SubjectIds.Order());
        Assert.Equal(1, await MailsAsync(account));
    }

    private async Task TellAsync(Account account, Period period, Guid subject)
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

    private async Task<Entry> ReadyAsync(Period period) =>
        await entries.AddEntryAsync(period, await people.AddUnitAsync(), EntryStatus.Ready);

    private async Task AssignAsync(Account reviewer, params Entry[] given)
    {
        var coordinator = People.ActorOf(await people.AddAsync(Role.Coordinator));
        var report = await web.ActAsync((AssignmentDesk desk) => desk.AssignAsync(
            coordinator, [.. given.Select(e => e.Id)], [reviewer.Id], null, Cancellation));
        Assert.Equal(given.Length, report.Value.Assigned);
    }

    private async Task DeclineAsync(Account reviewer, Entry entry)
    {
        await using var context = web.Database.NewContext();
        var review = await context.Reviews.SingleAsync(
            r => r.EntryId == entry.Id && r.ReviewerId == reviewer.Id && r.Status == ReviewStatus.Assigned,
            Cancellation);
        Assert.Equal(Outcome.Done, await web.ActAsync((ReviewExits exits) =>
            exits.DeclineAsync(People.ActorOf(reviewer), review.Id, "Tidak sempat.", Cancellation)));
    }

    private async Task<IReadOnlyList<NoticeRow>> ListAsync(Account account) =>
        await web.ActAsync((NoticeBoard board) => board.ListAsync(People.ActorOf(account), 10, Cancellation));

    private async Task BoardAsync(Func<NoticeBoard, Task> act)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<NoticeBoard>());
    }

    /// <summary>Messages that mail a notice of this account.</summary>
    private async Task<int> MailsAsync(Account account)
    {
        await using var context = web.Database.NewContext();
        var notices = await context.Notices.Where(n => n.AccountId == account.Id).Select(n => n.Id)
            .ToListAsync(Cancellation);
        var bodies = await context.OutboxMessages.Where(m => m.MessageType == "notice-pinned").Select(m => m.Body)
            .ToListAsync(Cancellation);
        return bodies.Count(body => notices.Exists(id => body.Contains(id.ToString(), StringComparison.Ordinal)));
    }
}
