using Microsoft.Playwright;
using VideoReview.Application.Words;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Accounts;

/// <summary>
/// The admin makes a unit and an account; its owner enters with the one-time password and must choose an own one.
/// </summary>
public sealed class AdminWalk(Site site, Browser browser) : Walk(site, browser)
{
    private const string OwnPassword = "angin sepoi di bukit";

    [Fact]
    public async Task Unit_and_account_are_made_and_the_owner_enters()
    {
        var admin = await VisitAsync(Screen.Phone);
        var unit = "Dinas Angin";
        var email = "operator.angin@kab.example";
        await admin.SignInAsync((await People.AddAsync(Role.Admin)).Email!, People.Password);

        await MakeUnitAsync(admin, unit);
        var oneTime = await MakeAccountAsync(admin, unit, email);

        var owner = await VisitAsync(Screen.Phone);
        await owner.SignInAsync(email, oneTime);
        await owner.SeesHeadingAsync(owner.Words["accounts.password-change"]);
        await owner.GoAsync("/own-entries");
        await owner.SeesHeadingAsync(owner.Words["accounts.password-change"]);
        await ChoosePasswordAsync(owner, oneTime);
        await LeaveAsync(owner);
        await owner.SignInAsync(email, OwnPassword);
        await Assertions.Expect(owner.Page).ToHaveURLAsync(Site.Address.ToString());
    }

    [Fact]
    public async Task Wrong_password_is_told_and_the_language_is_remembered()
    {
        var visitor = await VisitAsync(Screen.Desktop);
        await visitor.GoAsync("/sign-in");

        await visitor.PressAsync("shell.other-language");
        visitor.Words = new Words(Language.En);
        await visitor.SeesHeadingAsync(visitor.Words["accounts.sign-in"]);
        await visitor.TypeAsync("accounts.email", "nobody@kab.example");
        await visitor.TypeAsync("accounts.password", "wrong");
        await visitor.PressAsync("accounts.sign-in");

        await visitor.SeesAsync(visitor.Words.Say("accounts.sign-in-wrong", ("left", 4)));
        await visitor.GoAsync("/no-such-page");
        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
    }

    private static async Task MakeUnitAsync(Visitor admin, string unit)
    {
        await admin.FollowAsync(admin.Words["shell.units"]);
        // Open already while there is no unit.
        if (!await admin.Field("accounts.unit-name").IsVisibleAsync())
        {
            await admin.UnfoldAsync("accounts.unit-new");
        }

        await admin.TypeAsync("accounts.unit-name", unit);
        await admin.ChooseAsync("accounts.unit-kind", admin.Words["accounts.unit-kind-office"]);
        await admin.PressAsync("accounts.create");
        await admin.SeesAsync(unit);
    }

    private static async Task<string> MakeAccountAsync(Visitor admin, string unit, string email)
    {
        await admin.GoAsync("/accounts/new");
        await admin.TypeAsync("accounts.name", "Operator Angin");
        await admin.TypeAsync("accounts.email", email);
        await admin.ChooseAsync("accounts.unit", unit);
        await admin.TickAsync("accounts.role-submitter");
        await admin.PressAsync("accounts.create");
        return await admin.Page.Locator("output.one-time").InnerTextAsync();
    }

    private static async Task ChoosePasswordAsync(Visitor owner, string oneTime)
    {
        await owner.TypeAsync("accounts.password-current", oneTime);
        await owner.TypeAsync("accounts.password-new", OwnPassword);
        await owner.TypeAsync("accounts.password-again", OwnPassword);
        await owner.PressAsync("shell.save");
        await owner.SeesAsync(owner.Words["accounts.password-changed-told"]);
    }

    private static async Task LeaveAsync(Visitor owner)
    {
        await owner.PressAsync("shell.sign-out");
        await owner.GoAsync("/");
        await owner.SeesHeadingAsync(owner.Words["accounts.sign-in"]);
    }
}
