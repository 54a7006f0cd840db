using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Acts of reviewers and coordinators in a test, each in a scope of its own as a request would have.</summary>
internal sealed class Panel(TestDesks desks)
{
    public People People { get; } = new(desks.Database);

    public EntryBuilder Entries { get; } = new(desks.Database, desks.Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<TResult> AskAsync<TDesk, TResult>(Func<TDesk, Task<TResult>> act)
        where TDesk : notnull => desks.ActAsync(act);

    public Task<Outcome<ClaimedReview>> ClaimAsync(Account reviewer) => AskAsync<ClaimDesk, Outcome<ClaimedReview>>(
        desk => desk.ClaimNextAsync(People.ActorOf(reviewer), null, Cancellation));

    public Task<Outcome<SavedReview>> SaveAsync(Account reviewer, Guid review, ReviewForm form) =>
        AskAsync<ReviewDesk, Outcome<SavedReview>>(
            desk => desk.SaveAsync(People.ActorOf(reviewer), review, form, Cancellation));

    public Task<Outcome> FinishAsync(Account reviewer, Guid review, ReviewForm form) =>
        AskAsync<ReviewDesk, Outcome>(desk => desk.FinishAsync(People.ActorOf(reviewer), review, form, Cancellation));

    public Task<Outcome> DeclineAsync(Account reviewer, Guid review, string reason = "Tidak sempat") =>
        AskAsync<ReviewExits, Outcome>(
            desk => desk.DeclineAsync(People.ActorOf(reviewer), review, reason, Cancellation));

    public Task<Outcome<AssignmentReport>> AssignAsync(Account coordinator, Guid[] entries, Guid[] reviewers) =>
        AskAsync<AssignmentDesk, Outcome<AssignmentReport>>(
            desk => desk.AssignAsync(People.ActorOf(coordinator), entries, reviewers, null, Cancellation));

    public Task<SheetView?> SheetAsync(Account reviewer, Guid review) =>
        AskAsync<ReviewSheet, SheetView?>(sheet => sheet.FindAsync(People.ActorOf(reviewer), review, Cancellation));

    public async Task<ClaimCounts> CountsAsync(Account reviewer) =>
        (await AskAsync<ReviewQueue, Outcome<QueueView>>(queue =>
            queue.ShowAsync(People.ActorOf(reviewer), null, 1, Cancellation))).Value.Counts;

    /// <summary>Writes the same score on every point, with a comment, over what stands there now.</summary>
    public async Task<ReviewForm> FormAsync(Guid review, decimal? score = 3, string comment = "Terlihat jelas.") =>
        new(
            StandardRubric.Make().Points
                .ToDictionary(p => p.Code, _ => new PointEntry(score, comment), StringComparer.Ordinal),
            "Catatan", ReviewForm.VersionOf(await ReadAsync(review)));

    /// <summary>Claims and makes it final with the same score on every point.</summary>
    public async Task<Guid> ReviewAsync(Account reviewer, decimal score = 3)
    {
        var claim = (await ClaimAsync(reviewer)).Value;
        Assert.Empty((await FinishAsync(reviewer, claim.ReviewId, await FormAsync(claim.ReviewId, score))).Refusals);
        return claim.ReviewId;
    }

    public async Task<Review> ReadAsync(Guid review)
    {
        await using var context = desks.Database.NewContext();
        return await context.Reviews.AsNoTracking().Include(r => r.Scores).SingleAsync(r => r.Id == review);
    }

    /// <summary>Lets the claim's time be over by the database's clock, and the sweeper look at it.</summary>
    public async Task LapseAsync(Guid review)
    {
        await ExecuteAsync($"UPDATE review SET lease_until = now() - interval '1 second' WHERE id = '{review}'");
        await ExecuteAsync($"""
            UPDATE dated_effect SET due_at = '{desks.Time.GetUtcNow():O}' WHERE subject_id = '{review}'
            AND done_at IS NULL
            """);
        await desks.Services.GetRequiredService<Application.Periods.Sweeper>().SweepAsync(Cancellation);
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = desks.Database.DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = desks.Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async Task<IReadOnlyList<Account>> AddReviewersAsync(int count)
    {
        var reviewers = new List<Account>();
        for (var i = 0; i < count; i++)
        {
            reviewers.Add(await People.AddAsync(Role.Reviewer));
        }

        return reviewers;
    }

    /// <summary>An entry of a unit and a period of its own; the period is being reviewed.</summary>
    public async Task<Entry> AddEntryAsync(EntryStatus status = EntryStatus.Ready, int seats = 3) =>
        await Entries.AddEntryAsync(
            await Entries.AddPeriodAsync(PeriodStatus.Reviewing, p => p.SeatsPerVideo = seats),
            await People.AddUnitAsync(), status);

    /// <summary>Entries of one unit that can be claimed, in a period of their own.</summary>
    public async Task<IReadOnlyList<Entry>> AddReadyAsync(int count, int seats = 3)
    {
        var period = await Entries.AddPeriodAsync(change: p => p.SeatsPerVideo = seats);
        var unit = await People.AddUnitAsync();
        var entries = new List<Entry>();
        for (var i = 0; i < count; i++)
        {
            entries.Add(await Entries.AddEntryAsync(period, unit, EntryStatus.Ready));
        }

        return entries;
    }

    /// <summary>A review that somebody was given and has not begun.</summary>
    public async Task<(Entry Entry, Account Reviewer, Review Review)> AddAssignedAsync()
    {
        var (entry, reviewer) = (await AddEntryAsync(), await People.AddAsync(Role.Reviewer));
        return (entry, reviewer, await Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Assigned));
    }

    /// <summary>Final reviews of the entry by so many reviewers.</summary>
    public async Task<List<(Account Reviewer, Review Review)>> AddFinalsAsync(Entry entry, int count)
    {
        var finals = new List<(Account, Review)>();
        foreach (var reviewer in await AddReviewersAsync(count))
        {
            finals.Add((reviewer, await Entries.AddReviewAsync(entry, reviewer, ReviewStatus.Final, 3, 3, 3, 3, 3)));
        }

        return finals;
    }

    /// <summary>A reviewer of the entry's own unit.</summary>
    public async Task<Account> AddKinAsync(Entry entry)
    {
        await using var context = desks.Database.NewContext();
        return await People.AddAsync(context.Units.Single(u => u.Id == entry.UnitId), Role.Reviewer);
    }
}
