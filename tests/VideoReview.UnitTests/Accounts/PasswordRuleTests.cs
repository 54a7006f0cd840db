using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("", "accounts.password-short")]
    [InlineData("sembilan9", "accounts.password-short")]
    [InlineData("sepuluh 10", null)]
    [InlineData("aaaaaaaaaaaa", "accounts.password-guessed")]
    [InlineData("1234567890", "accounts.password-guessed")]
    [InlineData("9876543210", "accounts.password-guessed")]
    [InlineData("abcdefghijk", "accounts.password-guessed")]
    [InlineData("Password123!", "accounts.password-guessed")]
    [InlineData("2026Inovasi!!", "accounts.password-guessed")]
    [InlineData("x-ani.dinkes-x", "accounts.password-names")]
    [InlineData("1q2w3e4r5t", "accounts.password-guessed")]
    [InlineData("!Liverpool 2025", "accounts.password-guessed")]
    [InlineData("kuda laut pelan sekali", null)]
    [InlineData("4x-71#906 b2", null)]
    public void Password_is_long_and_not_what_everybody_tries(string password, string? code) =>
        Assert.Equal(code, PasswordRule.WhyNot(password, "Ani.Dinkes@kab.example", CommonPasswords.All)?.Sentence.Code);

    [Fact]
    public void Password_over_128_characters_is_refused()
    {
        var longest = string.Concat(Enumerable.Repeat("abkdpfrh", 16));

        Assert.Null(PasswordRule.WhyNot(longest, "ani@kab.example", CommonPasswords.All));
        Assert.Equal(
            "accounts.password-long",
            PasswordRule.WhyNot(longest + "x", "ani@kab.example", CommonPasswords.All)?.Sentence.Code);
    }
}
