using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Operations;
using VideoReview.Application.Periods;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.OneShot;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>The daily upkeep of the security log, from migrate on.</summary>
public sealed class SecurityKeptTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upkeep_is_begun_once_by_migrate_and_comes_again_each_day()
    {
        await using var services = new ServiceCollection().Configure<DatabaseOptions>(database =>
            (database.OwnerConnectionString, database.SecurityEventDays) = (desks.Database.OwnerConnectionString, 90))
            .BuildServiceProvider();
        Assert.Equal(0, await Migrate.Run(services, [], Cancellation));
        Assert.Equal(0, await Migrate.Run(services, [], Cancellation));
        desks.Time.Advance(TimeSpan.FromDays(2));

        await desks.Services.GetRequiredService<Sweeper>().SweepAsync(Cancellation);

        await using var context = desks.Database.NewContext();
        var effect = await context.DatedEffects.SingleAsync(e => e.Kind == SecurityKept.EffectKind, Cancellation);
        Assert.Equal(
            (null, desks.Time.GetUtcNow().AddDays(1), null), (effect.DoneAt, effect.DueAt, effect.LastError));
        Assert.Equal(
            [90],
            await context.Database.SqlQuery<int>($"""SELECT days AS "Value" FROM security_event_keeping""")
                .ToListAsync(Cancellation));
    }
}
