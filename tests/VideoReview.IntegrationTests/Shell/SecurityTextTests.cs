using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Shell;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>Whoever finds a hole finds whom to tell, once somebody is named.</summary>
public sealed class SecurityTextTests(TestWeb web) : IClassFixture<TestWeb>
{
    [Fact]
    public async Task Contact_that_is_named_is_told_to_anybody_with_an_end()
    {
        web.Settings["Security:Contact"] = "security@example.go.id";
        web.Settings["Mail:PublicUrl"] = "https://video.example.go.id";
        using var browser = web.NewBrowser();

        var text = await browser.GetStringAsync(
            new Uri("/.well-known/security.txt", UriKind.Relative), TestContext.Current.CancellationToken);

        var ends = (web.Time.GetUtcNow() + TimeSpan.FromDays(180)).UtcDateTime.Date;
        Assert.Equal(
            $"""
            Contact: mailto:security@example.go.id
            Expires: {ends:s}Z
            Preferred-Languages: id, en
            Canonical: https://video.example.go.id/.well-known/security.txt

            """,
            text);
    }

    [Theory]
    [InlineData("", true, null)]
    [InlineData("security@example.go.id", true, "mailto:security@example.go.id")]
    [InlineData("mailto:security@example.go.id", true, "mailto:security@example.go.id")]
    [InlineData("https://example.go.id/lapor", true, "https://example.go.id/lapor")]
    [InlineData("http://example.go.id/lapor", false, null)]
    [InlineData("ask at the desk", false, null)]
    [InlineData("nobody", false, null)]
    public void Contact_is_an_address_or_empty(string contact, bool isUnderstood, string? address)
    {
        var options = new SecurityOptions { Contact = contact };

        Assert.Equal((isUnderstood, address), (options.IsUnderstood, options.Address?.AbsoluteUri));
    }
}
