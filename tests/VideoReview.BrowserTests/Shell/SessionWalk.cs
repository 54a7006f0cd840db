using Microsoft.Playwright;
using VideoReview.Application.Accounts;
using VideoReview.BrowserTests.Support;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Shell;

/// <summary>What is typed survives a session that ends meanwhile, and another tab that saves first.</summary>
public sealed class SessionWalk(Site site, Browser browser) : Walk(site, browser)
{
    [Fact]
    public async Task Typing_goes_on_after_signing_in_again_and_both_texts_are_shown()
    {
        var (account, draft) = await AddDraftAsync(await Entries.AddPeriodAsync());
        var author = await OpenAsync(account, draft, Screen.Phone);
        var asked = new List<string>();
        author.Page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.DismissAsync();
        };
        var (summary, state) = (author.Field("entries.summary"), author.Page.Locator("[data-autosave-state]"));
        var tab = await author.Page.Context.NewPageAsync();

        await tab.GotoAsync("/");
        await tab.GetByRole(AriaRole.Button, new() { Name = author.Words["shell.sign-out"] }).ClickAsync();
        await summary.FillAsync("Diketik setelah sesi berakhir.");
        await Assertions.Expect(state).ToContainTextAsync(author.Words["shell.autosave-signed-out"]);
        await author.CheckAsync();
        await author.Page.EvaluateAsync("location.href = '/own-entries'");
        await Eventually.Async(() => Task.FromResult(asked.Count > 0), "the page asks before it is left");
        await SignInAsync(tab, author, account);
        await author.Page.EvaluateAsync("window.dispatchEvent(new Event('focus'))");
        await Assertions.Expect(author.Page.Locator("[data-autosave-state=saved]")).ToBeVisibleAsync();
        await Assertions.Expect(author.Page.Locator("#self-check"))
            .ToContainTextAsync(author.Words["entries.summary-too-short"].Split('{')[0]);

        await tab.GotoAsync(author.Page.Url);
        await tab.Locator("#input-summary").FillAsync("Dari tab lain.");
        await Assertions.Expect(tab.Locator("[data-autosave-state=saved]")).ToBeVisibleAsync();
        await summary.FillAsync("Dari tab ini.");
        await author.PressAsync("shell.autosave-compare");

        await author.SeesAsync("Dari tab lain.");
        await Assertions.Expect(summary).ToHaveValueAsync("Dari tab ini.");
        Assert.Equal("refused", await author.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(["beforeunload"], asked);
    }

    private static async Task SignInAsync(IPage tab, Visitor author, Account account)
    {
        await tab.GetByLabel(author.Words["accounts.email"]).FillAsync(account.Email!);
        await tab.GetByLabel(author.Words["accounts.password"]).FillAsync(People.Password);
        await tab.GetByRole(AriaRole.Button, new() { Name = author.Words["accounts.sign-in"] }).ClickAsync();
        await Assertions.Expect(tab.GetByRole(AriaRole.Button, new() { Name = author.Words["shell.sign-out"] }))
            .ToBeVisibleAsync();
    }
}
