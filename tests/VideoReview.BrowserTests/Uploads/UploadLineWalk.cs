using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>An admin finds out whether uploads get through to the server.</summary>
public sealed class UploadLineWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Line_is_tested_from_the_first_page()
    {
        var admin = await VisitAsync(Screen.Phone);
        await admin.SignInAsync((await People.AddAsync(Role.Admin)).Email!, People.Password);
        await admin.FollowAsync(admin.Words["shell.upload-line"]);

        await admin.PressAsync("uploads.line-test");

        await admin.SeesAsync(admin.Words["uploads.line-large-fine"]);
        await admin.SeesAsync(admin.Words["uploads.line-slow-fine"]);
        await admin.CheckAsync();
    }
}
