using VideoReview.Application.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

public sealed class AccountFormTests
{
    [Theory]
    [InlineData("Ani.Dinkes+video@kab-jayapura.example.go.id", null)]
    [InlineData("  ani@kab.example  ", null)]
    [InlineData("o'brien_1@xn--d1acufc.example", null)]
    [InlineData("\u0430ni@kab.example", "accounts.email-letters")] // Cyrillic a
    [InlineData("ani@k\u0430b.example", "accounts.email-letters")]
    [InlineData("ani@kab\uFF0Eexample", "accounts.email-letters")] // full stop of full width
    [InlineData("\uFF41ni@kab.example", "accounts.email-letters")] // a of full width
    [InlineData("an\u200Bi@kab.example", "accounts.email-letters")] // no width at all
    [InlineData("ani@kab.example.", "accounts.email-invalid")]
    [InlineData("ani.@kab.example", "accounts.email-invalid")]
    [InlineData("a..ni@kab.example", "accounts.email-invalid")]
    [InlineData("\"ani\"@kab.example", "accounts.email-invalid")]
    [InlineData("ani@kab", "accounts.email-invalid")]
    [InlineData("ani@-kab.example", "accounts.email-invalid")]
    [InlineData("ani@kab.example\n", null)]
    [InlineData("ani@kab.example\0", "accounts.email-invalid")]
    [InlineData("Ani <ani@kab.example>", "accounts.email-invalid")]
    [InlineData("", "accounts.email-invalid")]
    public void Address_is_one_that_no_eye_takes_for_another(string typed, string? code) =>
        Assert.Equal(code, AccountForm.WhyNotEmail(typed)?.Sentence.Code);

    [Fact]
    public void Address_over_254_characters_is_refused() =>
        Assert.NotNull(AccountForm.WhyNotEmail(new string('a', 243) + "@kab.example"));
}
