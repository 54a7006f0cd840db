using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>A password set anew through a link: one works once, whoever uses it how often.</summary>
public sealed class PasswordDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Seen: one of six was answered with 500.</summary>
    [Fact]
    public async Task Link_used_six_times_at_once_sets_one_password_and_refuses_the_others()
    {
        var (account, token) = await LinkAsync();
        string[] passwords = [.. Enumerable.Range(1, 6).Select(number => $"kuda laut ke-{number} pelan")];

        var outcomes = await Task.WhenAll(passwords.Select(password => ResetAsync(account, token, password)));

        Assert.Equal(
            [null, .. Enumerable.Repeat("accounts.reset-link-over", 5)],
            outcomes.Select(code => code).Order(StringComparer.Ordinal));
        await using var context = desks.Database.NewContext();
        var row = await context.Users.AsNoTracking().SingleAsync(a => a.Id == account.Id, Cancellation);
        Assert.Equal(
            PasswordVerificationResult.Success,
            new PasswordHasher<Account>().VerifyHashedPassword(
                row, row.PasswordHash!, passwords[Array.IndexOf(outcomes, null)]));
    }

    [Fact]
    public async Task Password_that_does_not_do_leaves_the_link_as_it_was()
    {
        var (account, token) = await LinkAsync();

        Assert.Equal("accounts.password-guessed", await ResetAsync(account, token, "Liverpool 2025!"));
        Assert.Null(await ResetAsync(account, token, "kuda laut pelan lagi"));
    }

    private async Task<(Account Account, string Token)> LinkAsync()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await using var context = desks.Database.NewContext();
        return (account, await new ResetLinks(context, desks.Time).IssueAsync(account.Id, until: null, Cancellation));
    }

    /// <summary>Why not; null = the password is set.</summary>
    private async Task<string?> ResetAsync(Account account, string token, string password)
    {
        var outcome = await desks.ActAsync(
            (PasswordDesk desk) => desk.ResetAsync(account.Id, token, password, Cancellation));
        return outcome.IsDone ? null : outcome.Refusals[0].Sentence.Code;
    }
}
