using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

public sealed class SignInDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);

    [Fact]
    public async Task Right_password_opens()
    {
        var account = await people.AddAsync(Role.Reviewer);

        var outcome = await VerifyAsync(" " + account.Email!.ToUpperInvariant(), People.Password, "10.1.0.1");

        Assert.Equal(account.Id, outcome.Value.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fifth_failure_locks_known_and_unknown_addresses_alike(bool isKnown)
    {
        var email = isKnown ? (await people.AddAsync(Role.Reviewer)).Email! : $"nobody-{Guid.NewGuid():N}@kab.example";
        var client = isKnown ? "10.1.0.2" : "10.1.0.3";

        var refusals = new List<Sentence>();
        for (var i = 0; i < 6; i++)
        {
            refusals.Add(Only(await VerifyAsync(email, "salah", client)));
        }

        Assert.Equal(
            [
                Wrong(4), Wrong(3), Wrong(2), Wrong(1), Sentence.Of("accounts.sign-in-locked", ("minutes", 5)),
                Sentence.Of("accounts.sign-in-locked", ("minutes", 5)),
            ],
            refusals);
    }

    [Fact]
    public async Task Lock_is_for_address_and_client_together_and_opens_after_five_minutes()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await FailAsync(account.Email!, 5, "10.1.0.4");

        var here = await VerifyAsync(account.Email!, People.Password, "10.1.0.4");
        var elsewhere = await VerifyAsync(account.Email!, People.Password, "10.1.0.5");
        desks.Time.Advance(TimeSpan.FromMinutes(5));
        var later = await VerifyAsync(account.Email!, People.Password, "10.1.0.4");

        Assert.Equal("accounts.sign-in-locked", Only(here).Code);
        Assert.True(elsewhere.IsDone);
        Assert.True(later.IsDone);
    }

    [Fact]
    public async Task Right_password_forgets_the_failures()
    {
        var account = await people.AddAsync(Role.Reviewer);
        for (var i = 0; i < 4; i++)
        {
            await VerifyAsync(account.Email!, "salah", "10.1.0.6");
        }

        Assert.True((await VerifyAsync(account.Email!, People.Password, "10.1.0.6")).IsDone);

        Assert.Equal(Wrong(4), Only(await VerifyAsync(account.Email!, "salah", "10.1.0.6")));
    }

    [Fact]
    public async Task Forty_attempts_at_once_look_at_five_passwords_only()
    {
        var account = await people.AddAsync(Role.Reviewer);

        var attempts = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => VerifyAsync(account.Email!, "salah", "10.2.0.1")));

        Assert.Equal(4, attempts.Count(attempt => Only(attempt).Code == "accounts.sign-in-wrong"));
    }

    [Fact]
    public async Task Right_passwords_do_not_count_against_the_client()
    {
        var account = await people.AddAsync(Role.Reviewer);

        for (var i = 0; i < 31; i++)
        {
            Assert.True((await VerifyAsync(account.Email!, People.Password, "10.1.0.8")).IsDone);
        }
    }

    [Fact]
    public async Task Closed_account_is_told_so_only_with_its_password()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await using (var context = desks.Database.NewContext())
        {
            context.Users.Single(a => a.Id == account.Id).IsActive = false;
            await context.SaveChangesAsync();
        }

        Assert.Equal(Wrong(4), Only(await VerifyAsync(account.Email!, "salah", "10.1.0.9")));
        Assert.Equal("accounts.is-closed", Only(await VerifyAsync(account.Email!, People.Password, "10.1.0.9")).Code);
    }

    private async Task FailAsync(string email, int times, string client)
    {
        for (var i = 0; i < times; i++)
        {
            await VerifyAsync(email, "salah", client);
        }
    }

    private async Task<Outcome<Account>> VerifyAsync(string email, string password, string client)
    {
        await using var scope = desks.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignInDesk>()
            .VerifyAsync(
                new(email, IPAddress.Parse(client)), password, TestContext.Current.CancellationToken);
    }

    private static Sentence Wrong(int left) => Sentence.Of("accounts.sign-in-wrong", ("left", left));

    private static Sentence Only(Outcome<Account> outcome) => Assert.Single(outcome.Refusals).Sentence;
}
