using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>Whom failed sign-ins lock out, and whom not (product.md, "Lockout").</summary>
public sealed class LockoutTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);

    /// <summary>Seen before: thirty wrong tries of one office locked the colleague's right password.</summary>
    [Fact]
    public async Task Thirty_failures_of_one_address_lock_no_colleague_of_the_same_office()
    {
        var (clumsy, colleague) = (await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Reviewer));
        await FailAsync(clumsy.Email!, 30, "10.1.0.10");

        Assert.True((await VerifyAsync(colleague.Email!, People.Password, "10.1.0.10")).IsDone);
    }

    [Fact]
    public async Task Thirty_addresses_that_fail_at_one_client_close_it()
    {
        for (var i = 0; i < 30; i++)
        {
            await VerifyAsync($"guess-{i}@kab.example", "salah", "2001:db8:1:2::1");
        }

        var account = await people.AddAsync(Role.Reviewer);
        var sameNetwork = await VerifyAsync(account.Email!, People.Password, "2001:db8:1:2::ffff");
        var elsewhere = await VerifyAsync(account.Email!, People.Password, "2001:db8:1:3::1");

        Assert.Equal("accounts.sign-in-locked", Only(sameNetwork).Code);
        Assert.True(elsewhere.IsDone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fiftieth_failure_over_all_clients_locks_known_and_unknown_addresses_alike(bool isKnown)
    {
        var account = await people.AddAsync(Role.Reviewer);
        var email = isKnown ? account.Email! : $"nobody-{Guid.NewGuid():N}@kab.example";
        await FailEverywhereAsync(email, 49, isKnown ? 3 : 4);

        var fiftieth = Only(await VerifyAsync(email, "salah", "10.5.0.1"));
        var elsewhere = Only(await VerifyAsync(email, People.Password, "10.5.0.2"));
        desks.Time.Advance(TimeSpan.FromMinutes(59));

        Assert.Equal(Sentence.Of("accounts.sign-in-locked-address", ("minutes", 60)), fiftieth);
        Assert.Equal(fiftieth, elsewhere);
        Assert.Equal(
            Sentence.Of("accounts.sign-in-locked-address", ("minutes", 1)),
            Only(await VerifyAsync(email, "salah", "10.5.0.3")));
        Assert.Equal(
            isKnown ? ["accounts.locked-yours"] : [],
            (await new AccountTraces(desks).NoticesAsync(account)).Select(notice => notice.Code));
    }

    [Fact]
    public async Task Known_device_passes_while_the_address_is_locked_and_counts_for_itself()
    {
        var account = await people.AddAsync(Role.Reviewer);
        var own = new KnownDevice(Guid.NewGuid(), [SignInAttempt.MarkOf(account.NormalizedEmail!)]);
        var others = new KnownDevice(Guid.NewGuid(), [SignInAttempt.MarkOf("SOMEBODY@KAB.EXAMPLE")]);
        await FailEverywhereAsync(account.Email!, 50, 6);

        var passed = await VerifyAsync(account.Email!, People.Password, "10.5.1.1", own);
        var stranger = await VerifyAsync(account.Email!, People.Password, "10.5.1.1", others);
        await FailAsync(account.Email!, 5, "10.5.1.1", own);
        var tired = await VerifyAsync(account.Email!, People.Password, "10.5.1.2", own);

        Assert.True(passed.IsDone);
        Assert.Equal("accounts.sign-in-locked-address", Only(stranger).Code);
        Assert.Equal("accounts.sign-in-locked", Only(tired).Code);
    }

    /// <summary>Otherwise whoever tries passwords would be given fifty more by each visit of the owner.</summary>
    [Fact]
    public async Task Right_password_gives_back_only_its_own_failures()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await FailEverywhereAsync(account.Email!, 45, 7);
        await FailAsync(account.Email!, 4, "10.5.2.1");

        Assert.True((await VerifyAsync(account.Email!, People.Password, "10.5.2.1")).IsDone);

        Assert.Equal(Wrong(4), Only(await VerifyAsync(account.Email!, "salah", "10.5.2.1")));
        await FailAsync(account.Email!, 3, "10.5.2.1");
        Assert.Equal(
            "accounts.sign-in-locked-address", Only(await VerifyAsync(account.Email!, "salah", "10.5.2.1")).Code);
    }

    private async Task FailAsync(string email, int times, string client, KnownDevice? device = null)
    {
        for (var i = 0; i < times; i++)
        {
            await VerifyAsync(email, "salah", client, device);
        }
    }

    /// <summary>Each from a client of its own.</summary>
    private async Task FailEverywhereAsync(string email, int times, int network)
    {
        for (var i = 0; i < times; i++)
        {
            await VerifyAsync(email, "salah", $"10.9.{network}.{i}");
        }
    }

    private async Task<Outcome<Account>> VerifyAsync(
        string email, string password, string client, KnownDevice? device = null)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInDesk>()
            .VerifyAsync(
                new(email, IPAddress.Parse(client), device), password, TestContext.Current.CancellationToken);
    }

    private static Sentence Wrong(int left) => Sentence.Of("accounts.sign-in-wrong", ("left", left));

    private static Sentence Only(Outcome<Account> outcome) => Assert.Single(outcome.Refusals).Sentence;
}
