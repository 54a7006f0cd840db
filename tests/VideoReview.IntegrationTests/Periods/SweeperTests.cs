using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>One database per test: a sweeper takes every row that is due.</summary>
public sealed class SweeperTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 6, 30, 0, TimeSpan.Zero));
    private readonly List<ServiceProvider> providers = [];

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in providers)
        {
            await provider.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    [Fact]
    public async Task Two_sweepers_handle_each_due_row_once()
    {
        var due = await AddAsync(40, time.GetUtcNow());
        await AddAsync(1, time.GetUtcNow().AddTicks(10));

        var handled = await Task.WhenAll(
            Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken),
            Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken));

        Assert.Equal(40, handled.Sum());
        await using var context = database.NewContext();
        Assert.Equal(due.Order(), (await context.Events.Select(e => e.SubjectId).ToListAsync()).Order());
        Assert.Equal(40, await context.DatedEffects.CountAsync(e => e.DoneAt == time.GetUtcNow()));
    }

    [Fact]
    public async Task Failure_leaves_nothing_behind_but_its_cause_and_a_later_date()
    {
        var subject = Assert.Single(await AddAsync(1, time.GetUtcNow()));

        await Sweeper(Fails).SweepAsync(TestContext.Current.CancellationToken);

        await using var context = database.NewContext();
        Assert.False(await context.Events.AnyAsync());
        var row = await context.DatedEffects.SingleAsync(e => e.SubjectId == subject);
        Assert.Equal((1, null, time.GetUtcNow().AddSeconds(10)), (row.Attempts, row.DoneAt, row.DueAt));
        Assert.StartsWith(
            "System.InvalidOperationException: broken on purpose", row.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_row_is_handled_when_its_wait_is_over_and_holds_up_no_other()
    {
        var subject = Assert.Single(await AddAsync(1, time.GetUtcNow()));
        await Sweeper(Fails).SweepAsync(TestContext.Current.CancellationToken);
        var other = Assert.Single(await AddAsync(1, time.GetUtcNow()));

        Assert.Equal(1, await Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken));

        await using var context = database.NewContext();
        Assert.Equal([other, subject], await context.Events.OrderBy(e => e.Seq).Select(e => e.SubjectId).ToListAsync());
    }

    [Fact]
    public async Task Handler_that_moves_the_date_is_asked_again_then()
    {
        var subject = Assert.Single(await AddAsync(1, time.GetUtcNow()));
        var later = time.GetUtcNow().AddMinutes(45);

        await Sweeper((effect, _) => effect.DueAt = later).SweepAsync(TestContext.Current.CancellationToken);

        await using (var context = database.NewContext())
        {
            var row = await context.DatedEffects.SingleAsync(e => e.SubjectId == subject);
            Assert.Equal((later, null, 0), (row.DueAt, row.DoneAt, row.Attempts));
        }

        Assert.Equal(0, await Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromMinutes(45));
        Assert.Equal(1, await Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Row_that_nobody_handles_keeps_that_as_its_cause()
    {
        await AddAsync(1, time.GetUtcNow(), "uji.unknown");

        await Sweeper(Works).SweepAsync(TestContext.Current.CancellationToken);

        await using var context = database.NewContext();
        Assert.Contains(
            "Nobody handles 'uji.unknown'.", (await context.DatedEffects.SingleAsync()).LastError,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(9, 2560)]
    [InlineData(10, 3600)]
    [InlineData(1000, 3600)]
    public void Wait_doubles_up_to_an_hour(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Application.Periods.Sweeper.WaitAfter(attempts));

    private static void Works(DatedEffect effect, ReviewDbContext context) =>
        context.Events.Add(new()
        {
            At = effect.DueAt, Act = "uji.done", Subject = "test", SubjectId = effect.SubjectId,
            Audience = Domain.EventAudience.Staff,
        });

    private static void Fails(DatedEffect effect, ReviewDbContext context)
    {
        Works(effect, context);
        context.SaveChanges();
        throw new InvalidOperationException("broken on purpose");
    }

    private async Task<List<Guid>> AddAsync(int count, DateTimeOffset dueAt, string kind = Handler.Uji)
    {
        await using var context = database.NewContext();
        var effects = Enumerable.Range(0, count).Select(_ =>
            new DatedEffect { Id = Guid.CreateVersion7(), Kind = kind, SubjectId = Guid.NewGuid(), DueAt = dueAt })
                .ToList();
        context.DatedEffects.AddRange(effects);
        await context.SaveChangesAsync();
        return effects.Select(e => e.SubjectId).ToList();
    }

    private Sweeper Sweeper(Action<DatedEffect, ReviewDbContext> effect)
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => database.NewContext());
        services.AddScoped<IDatedEffectHandler>(
            provider => new Handler(provider.GetRequiredService<ReviewDbContext>(), effect));
        var provider = services.BuildServiceProvider();
        providers.Add(provider);
        return new(provider.GetRequiredService<IServiceScopeFactory>(), time, NullLogger<Sweeper>.Instance);
    }

    private sealed class Handler(
        ReviewDbContext context, Action<DatedEffect, ReviewDbContext> effect) : IDatedEffectHandler
    {
        public const string Uji = "uji.effect";

        public string Kind => Uji;

        public Task HandleAsync(DatedEffect dated, DateTimeOffset now, CancellationToken cancellation)
        {
            effect(dated, context);
            return Task.CompletedTask;
        }
    }
}
