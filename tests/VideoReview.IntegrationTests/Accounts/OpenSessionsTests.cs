using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>How long a session stands, and how soon another process knows that it does not.</summary>
public sealed class OpenSessionsTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_ends_after_eight_hours_without_a_request()
    {
        var (sessions, account) = (Deaf(), await people.AddAsync(Role.Reviewer));
        var session = await BeginAsync(sessions, account);

        desks.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(account.Id, (await sessions.FindAsync(session, Token))?.AccountId);
        desks.Time.Advance(TimeSpan.FromHours(4.9));
        Assert.True(await sessions.StandsAsync(session, Token));
        var idle = await BeginAsync(sessions, account);
        desks.Time.Advance(OpenSessions.Idle);

        Assert.Null(await sessions.FindAsync(idle, Token));
    }

    [Fact]
    public async Task Session_ends_at_its_age_however_much_it_is_used()
    {
        var sessions = Deaf(new AccountsOptions { SessionLasts = TimeSpan.FromHours(9) });
        var session = await BeginAsync(sessions, await people.AddAsync(Role.Reviewer));

        for (var hour = 1; hour < 9; hour++)
        {
            desks.Time.Advance(TimeSpan.FromHours(1));
            Assert.NotNull(await sessions.FindAsync(session, Token));
        }

        desks.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(await sessions.FindAsync(session, Token));
    }

    [Fact]
    public async Task End_is_known_in_another_process_at_once()
    {
        using var feed = Feed();
        await feed.StartAsync(Token);
        var (here, elsewhere) = (Deaf(), Sessions(feed));
        var account = await people.AddAsync(Role.Reviewer);
        var (ended, other) = (await BeginAsync(here, account), await BeginAsync(here, account));
        Assert.NotNull(await elsewhere.FindAsync(ended, Token));

        await here.EndAsync(ended, Token);

        Assert.Null(await here.FindAsync(ended, Token));
        await Eventually.Async(async () => await elsewhere.FindAsync(ended, Token) is null, "the end is told");
        Assert.NotNull(await elsewhere.FindAsync(other, Token));
        await feed.StopAsync(Token);
    }

    [Fact]
    public async Task End_of_which_no_word_comes_is_known_after_five_seconds()
    {
        var (here, elsewhere) = (Deaf(), Deaf());
        var session = await BeginAsync(here, await people.AddAsync(Role.Reviewer));
        Assert.NotNull(await elsewhere.FindAsync(session, Token));
        await here.EndAsync(session, Token);

        desks.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.NotNull(await elsewhere.FindAsync(session, Token));
        desks.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await elsewhere.FindAsync(session, Token));
    }

    [Fact]
    public void Answer_that_an_end_overtakes_is_not_remembered()
    {
        var (memory, session) = (new SessionMemory(desks.Time), Guid.NewGuid());
        var holder = new SessionHolder(Guid.NewGuid(), "Siti", null, [], "id", false);

        var asked = memory.Ask();
        memory.Hear($"session:{session}");
        memory.Keep(asked, session, holder);
        Assert.Null(memory.Recall(session));
        memory.Keep(memory.Ask(), session, holder);

        Assert.Equal(holder, memory.Recall(session));
    }

    public static TheoryData<string, string> Ends => new()
    {
        { "closed", "UPDATE account SET is_active = false WHERE id = {0}" },
        { "password, address or role", "UPDATE account SET security_stamp = 'lain' WHERE id = {0}" },
    };

    /// <summary>Whoever changes the row: the database itself takes the sessions away.</summary>
    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Change_of_the_account_ends_all_its_sessions_and_no_others(string what, string sql)
    {
        var (sessions, account, other) =
            (Deaf(), await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Reviewer));
        Guid[] ended = [await BeginAsync(sessions, account), await BeginAsync(sessions, account)];
        var stays = await BeginAsync(sessions, other);

        await using var context = desks.Database.NewContext();
        await context.Database.ExecuteSqlRawAsync(sql, [account.Id], Token);

        Assert.False(await context.OpenSessions.AnyAsync(s => ended.Contains(s.Id), Token), what);
        Assert.True(await sessions.StandsAsync(stays, Token));
    }

    [Fact]
    public async Task Nobody_signs_in_with_what_was_verified_before_a_change()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await using var context = desks.Database.NewContext();
        await context.Users.Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.SecurityStamp, "lain"), Token);

        Assert.Null(await Deaf().BeginAsync(account, Token));
    }

    [Fact]
    public async Task Sign_in_takes_sessions_away_that_are_over()
    {
        var (sessions, account) = (Deaf(), await people.AddAsync(Role.Reviewer));
        var over = await BeginAsync(sessions, account);
        desks.Time.Advance(OpenSessions.Idle);

        await BeginAsync(sessions, account);

        await using var context = desks.Database.NewContext();
        Assert.False(await context.OpenSessions.AnyAsync(s => s.Id == over, Token));
    }

    private static async Task<Guid> BeginAsync(OpenSessions sessions, Account account) =>
        Assert.NotNull(await sessions.BeginAsync(account, Token));

    /// <summary>A process that hears nothing.</summary>
    private OpenSessions Deaf(AccountsOptions? options = null) => Sessions(Feed(), options);

    private OpenSessions Sessions(ChangeFeed feed, AccountsOptions? options = null) =>
        new(desks.Database.DataSource, feed, Options.Create(options ?? new()), desks.Time);

    private ChangeFeed Feed() => new(desks.Database.DataSource, NullLogger<ChangeFeed>.Instance);
}
