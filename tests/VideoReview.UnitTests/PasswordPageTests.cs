using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// What is sent to a page after the session has ended is carried over the next sign-in; never a password.
/// </summary>
public sealed class PasswordPageTests
{
    [Fact]
    public void Page_that_asks_whoever_is_signed_in_for_a_password_is_never_kept() => Assert.Equal(
        [("VideoReview.Web/Accounts/PasswordPage.razor", true)],
        SourceText.In("src").Where(file => file.File.EndsWith("Page.razor", StringComparison.Ordinal)
            && file.Text.Contains("Type=\"password\"", StringComparison.Ordinal)
            && !file.Text.Contains("[AllowAnonymous]", StringComparison.Ordinal))
            .Select(file => (file.File, file.Text.Contains("[NeverKept]", StringComparison.Ordinal))));
}
