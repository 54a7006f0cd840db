using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
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
        desk => desk.ClaimNextAsync(People.ActorOf(reviewer), Cancellation));

    public Task<Outcome<SavedReview>> SaveAsync(Account reviewer, Guid review, ReviewForm form) =>
        AskAsync<ReviewDesk, Outcome<SavedReview>>(
            desk => desk.SaveAsync(People.ActorOf(reviewer), review, form, Cancellation));

    public Task<Outcome> FinishAsync(Account reviewer, Guid review, ReviewForm form) =>
        AskAsync<ReviewDesk, Outcome>(desk => desk.FinishAsync(People.ActorOf(reviewer), review, form, Cancellation));

    public Task<SheetView?> SheetAsync(Account reviewer, Guid review) =>
        AskAsync<ReviewSheet, SheetView?>(sheet => sheet.FindAsync(People.ActorOf(reviewer), review, Cancellation));

    public async Task<ClaimCounts> CountsAsync(Account reviewer) =>
        (await AskAsync<ReviewQueue, Outcome<QueueView>>(queue =>
            queue.ShowAsync(People.ActorOf(reviewer), Cancellation))).Value.Counts;

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
}
