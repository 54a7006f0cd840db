using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>What was logged of an account, and what it was told.</summary>
internal sealed class AccountTraces(TestDesks desks)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<List<(string Act, Guid? Actor, string? To)>> EventsAsync(Guid accountId)
    {
        await using var context = desks.Database.NewContext();
        var events = await context.Events.Where(e => e.SubjectId == accountId).OrderBy(e => e.Seq).ToListAsync(Token);
        return events.Select(e => (e.Act, e.ActorId, e.To)).ToList();
    }

    public async Task<IEnumerable<Sentence>> NoticesAsync(Account account) =>
        (await NoticeRows.OfAsync(desks.Database, account)).Select(notice => notice.Sentence);
}
