using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>What reaches a mailbox of an account that is made, and of one whose address is changed.</summary>
public sealed partial class InvitationMailTests : IAsyncLifetime
{
    private const string Chosen = "sepeda hujan kapur barus";

    private readonly TestWeb web = new();
    private readonly TestMailbox mailbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await web.InitializeAsync();
        foreach (var (key, value) in mailbox.Settings)
        {
            web.Settings[key] = value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task Invitation_carries_a_link_and_an_address_that_is_left_is_mailed_once_more()
    {
        var browser = web.NewBrowser();
        var admin = People.ActorOf(await new People(web.Database).AddAsync(Role.Admin));
        var form = new AccountForm("Siti Rahma", "siti@kab.example", null, [Role.Observer], "id", 0);
        var made = (await web.ActAsync((AccountDesk desk) => desk.CreateAsync(admin, form, Token))).Value;
        await Eventually.Async(() => !mailbox.Mails.IsEmpty, "the invitation");
        await using var context = web.Database.NewContext();
        await Eventually.Async(
            () => context.UserTokens.AnyAsync(t => t.UserId == made.AccountId, Token), "the link kept");

        var page = await Page.OpenAsync(browser, Link().Match(mailbox.Mails.Single().TextBody!).Groups["path"].Value);
        var set = await page.SendAsync("reset", ("Input.Password", Chosen), ("Input.Again", Chosen));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (set.Status, set.Location));
        var version = (await context.Users.SingleAsync(a => a.Id == made.AccountId, Token)).RowVersion;
        Assert.True((await web.ActAsync((Departures desk) => desk.EditAsync(
            admin, made.AccountId, form with { Email = "rahma@kab.example", RowVersion = version }, 0, Token))).IsDone);

        await Eventually.Async(() => mailbox.Mails.Count == 3, "the old address and the owner told");
        Assert.Equal(
            ["rahma@kab.example", "siti@kab.example", "siti@kab.example"],
            mailbox.Mails.Select(mail => mail.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"https://inovasi\.kab\.example(?<path>/password/reset\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
