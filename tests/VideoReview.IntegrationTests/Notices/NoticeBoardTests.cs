using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Coordination;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Notices;

/// <summary>One notice and one mail for each account, act and period, and when what it asks for is done.</summary>
public sealed class NoticeBoardTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);
    private readonly NoticeStage stage = new(web);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Act_on_many_entries_is_one_notice_and_one_mail_with_their_number()
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));

        await stage.AssignAsync(
            reviewer, await stage.ReadyAsync(period), await stage.ReadyAsync(period), await stage.ReadyAsync(period));

        var told = Assert.Single(await stage.ListAsync(reviewer));
        Assert.Equal(
            (Sentence.Of("reviewing.assigned-notice-many", ("count", 3)), "/reviews", false),
            (told.Sentence, told.Link, told.IsDone));
        Assert.Equal(1, await stage.MailsAsync(reviewer));
    }

    [Fact]
    public async Task Same_act_in_another_period_is_another_notice()
    {
        var reviewer = await people.AddAsync(Role.Reviewer);

        await stage.AssignAsync(
            reviewer, await stage.ReadyAsync(await entries.AddPeriodAsync(PeriodStatus.Reviewing)),
            await stage.ReadyAsync(await entries.AddPeriodAsync(PeriodStatus.Reviewing)));

        Assert.Equal(
            ["reviewing.assigned-notice", "reviewing.assigned-notice"],
            (await stage.ListAsync(reviewer)).Select(n => n.Sentence.Code));
        Assert.Equal(2, await stage.MailsAsync(reviewer));
    }

    /// <summary>Read, or on its way to the mail: what comes later is told anew.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Notice_that_is_read_or_mailed_takes_no_other_in(bool isRead)
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        await stage.AssignAsync(reviewer, await stage.ReadyAsync(period));
        if (isRead)
        {
            await stage.BoardAsync(board => board.MarkReadAsync(People.ActorOf(reviewer), null, Cancellation));
        }
        else
        {
            await using var scope = web.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NoticeMail>()
                .SendAsync((await stage.ListAsync(reviewer))[0].Id, Guid.NewGuid(), Cancellation);
        }

        await stage.AssignAsync(reviewer, await stage.ReadyAsync(period));

        Assert.Equal(
            ["reviewing.assigned-notice", "reviewing.assigned-notice"],
            (await stage.ListAsync(reviewer)).Select(n => n.Sentence.Code));
        Assert.Equal(2, await stage.MailsAsync(reviewer));
    }

    [Fact]
    public async Task Notice_is_done_when_the_last_of_what_it_asks_for_is_done_by_whomever()
    {
        var (reviewer, period) =
            (await people.AddAsync(Role.Reviewer), await entries.AddPeriodAsync(PeriodStatus.Reviewing));
        var (first, second) = (await stage.ReadyAsync(period), await stage.ReadyAsync(period));
        await stage.AssignAsync(reviewer, first, second);

        await stage.DeclineAsync(reviewer, first);
        Assert.False(Assert.Single(await stage.ListAsync(reviewer)).IsDone);
        web.Time.Advance(TimeSpan.FromMinutes(1));
        await stage.DeclineAsync(reviewer, second);

        Assert.True(Assert.Single(await stage.ListAsync(reviewer)).IsDone);
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
        var entry = await stage.ReadyAsync(period);
        await stage.AssignAsync(reviewer, entry);
        await stage.DeclineAsync(reviewer, entry);
        Assert.Equal((entry.Id, false), await DeclinedAsync());

        await stage.AssignAsync(other, entry);

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

        Assert.All(await stage.ListAsync(submitter), notice => Assert.False(notice.IsDone));
    }

    /// <summary>Two who tell the same coordinators at once wait for each other and make one notice.</summary>
    [Fact]
    public async Task Acts_at_once_make_one_notice()
    {
        var (account, period) = (await people.AddAsync(Role.Coordinator), await entries.AddPeriodAsync());
        var subjects = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();

        await Task.WhenAll(subjects.Select(subject => stage.TellAsync(account, period, subject)));

        await using var context = web.Database.NewContext();
        Assert.Equal(
            subjects.Order(),
            (await context.Notices.SingleAsync(n => n.AccountId == account.Id, Cancellation)).SubjectIds.Order());
        Assert.Equal(1, await stage.MailsAsync(account));
    }
}
