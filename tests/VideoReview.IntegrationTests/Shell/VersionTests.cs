using System.Net;
using VideoReview.Application;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Shell;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>Which version runs is for the office's own people; whose parts it is made of, for everybody.</summary>
public sealed class VersionTests(TestWeb web) : IClassFixture<TestWeb>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Coordinator, true)]
    [InlineData(Role.Observer, true)]
    [InlineData(Role.Reviewer, false)]
    [InlineData(Role.Submitter, false)]
    public async Task Footer_tells_staff_the_version_and_nobody_else(Role role, bool isTold)
    {
        var people = new People(web.Database);
        var account = role == Role.Submitter
            ? await people.AddAsync(await people.AddUnitAsync(), role)
            : await people.AddAsync(role);
        using var browser = await web.NewBrowserAsync(account);

        var page = await Page.OpenAsync(browser, "/");

        Assert.Equal(isTold, page.Text.Contains(ProgramVersion.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/licences")]
    public async Task Stranger_is_not_told_the_version(string address)
    {
        using var browser = web.NewBrowser();

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = await answer.Content.ReadAsStringAsync(Cancellation) + answer.Headers;
        Assert.DoesNotContain(ProgramVersion.Text, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licences_of_what_browsers_receive_are_shown_to_anybody()
    {
        using var browser = web.NewBrowser();

        var page = await Page.OpenAsync(browser, "/licences");

        Assert.All(["bootstrap", "bootstrap-icons", "tus-js-client"], name =>
        {
            var licence = Assert.Single(Licences.All, licence => licence.Name == name);
            Assert.Equal("MIT", licence.Kind);
            Assert.Contains("Permission is hereby granted", licence.Notice, StringComparison.Ordinal);
            Assert.Contains($"{name} {licence.Version} · MIT", page.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("1.2.0+0123456789abcdef0123456789abcdef01234567", "1.2.0 (0123456789ab)")]
    [InlineData("1.2.0-rc.1+0123456789abcdef", "1.2.0-rc.1 (0123456789ab)")]
    [InlineData("0.0.0", "0.0.0 (unknown)")]
    [InlineData("", " (unknown)")]
    public void Stamp_is_told_shortly(string stamp, string told) => Assert.Equal(told, ProgramVersion.Say(stamp));
}
