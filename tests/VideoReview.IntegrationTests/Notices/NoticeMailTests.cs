using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SmtpServer.Protocol;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Notices;

/// <summary>From a pinned notice to a mail at a real mail server, through the web's own bus.</summary>
public sealed partial class NoticeMailTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private readonly TestMailbox mailbox = new();

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

    [Theory]
    [InlineData("id", "Buka: https://inovasi.kab.example/entries/7")]
    [InlineData("en", "Open: https://inovasi.kab.example/entries/7")]
    public async Task Notice_is_mailed_once_in_the_language_of_its_account(string language, string open)
    {
        var account = await PersonAsync(language);

        var notice = await TellAsync(account, Sentence.Of("accounts.password-changed-told"), "/entries/7");

        await Eventually.Async(async () => (await NoticeAsync(notice)).MailedAt is not null, "mailed");
        var mail = Assert.Single(mailbox.Mails);
        Assert.Equal(
            new VideoReview.Application.Words.Words(VideoReview.Application.Words.Languages
                .Of(language))["accounts.password-changed-told"],
            mail.Subject);
        Assert.Equal(account.Email, mail.To.Mailboxes.Single().Address);
        Assert.Equal("videoinovasi@kab.example", mail.From.Mailboxes.Single().Address);
        Assert.Contains(open, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal($"{notice:N}@inovasi.kab.example", mail.MessageId);
    }

    [Fact]
    public async Task Message_delivered_again_mails_nothing_again()
    {
        var account = await PersonAsync("id");
        var notice = await TellAsync(account, Sentence.Of("accounts.password-changed-told"));
        await Eventually.Async(async () => (await NoticeAsync(notice)).MailedAt is not null, "mailed");
        await using var context = web.Database.NewContext();
        var message = await context.OutboxMessages.AsNoTracking().SingleAsync();

        await using var scope = web.Services.CreateAsyncScope();
        var mail = scope.ServiceProvider.GetRequiredService<NoticeMail>();
        await mail.SendAsync(notice, message.Id, TestContext.Current.CancellationToken);
        await mail.SendAsync(notice, Guid.NewGuid(), TestContext.Current.CancellationToken);

        Assert.Single(mailbox.Mails);
    }

    [Fact]
    public async Task Server_that_says_later_gets_the_mail_later()
    {
        mailbox.Refusal = new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "later");
        var account = await PersonAsync("id");
        var notice = await TellAsync(account, Sentence.Of("accounts.password-changed-told"));
        await Eventually.Async(async () => (await MessageAsync()).Attempts > 0, "put off");
        Assert.Contains("later", (await MessageAsync()).LastError, StringComparison.Ordinal);
        Assert.Empty(mailbox.Mails);

        mailbox.Refusal = null;

        await Eventually.Async(async () => (await NoticeAsync(notice)).MailedAt is not null, "mailed");
        Assert.Single(mailbox.Mails);
    }

    [Fact]
    public async Task Mail_that_is_refused_for_good_says_why_on_its_notice()
    {
        mailbox.Refusal = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person here");
        var account = await PersonAsync("id");

        var notice = await TellAsync(account, Sentence.Of("accounts.password-changed-told"));

        await Eventually.Async(
            async () => (await NoticeAsync(notice)).MailError is not null, "the cause on the notice");
        Assert.Contains("no such person here", (await NoticeAsync(notice)).MailError, StringComparison.Ordinal);
        Assert.NotNull((await MessageAsync()).FailedAt);
        Assert.Equal(1, mailbox.Attempts);
    }

    [Fact]
    public async Task Closed_account_gets_no_mail()
    {
        var closed = await PersonAsync("id", isActive: false);
        var open = await PersonAsync("id");

        await TellAsync(closed, Sentence.Of("accounts.password-changed-told"));
        var notice = await TellAsync(open, Sentence.Of("accounts.password-changed-told"));

        await Eventually.Async(async () => (await NoticeAsync(notice)).MailedAt is not null, "the other mailed");
        await Eventually.Async(
            async () => (await web.Database.NewContext().OutboxMessages.CountAsync(m => m.SentAt == null)) == 0,
            "both done");
        Assert.Equal(open.Email, Assert.Single(mailbox.Mails).To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Forgotten_password_is_set_anew_by_the_link_in_the_mail_once()
    {
        var account = await PersonAsync("id");
        var browser = web.NewBrowser();
        var asked = await PostAsync(browser, "/password/forgotten", "forgotten", ("Input.Email", account.Email!));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await Eventually.Async(() => !mailbox.Mails.IsEmpty, "the mail");
        var link = Link().Match(mailbox.Mails.Single().TextBody!).Groups["path"].Value;
        await Eventually.Async(async () => (await MessageAsync()).SentAt is not null, "the link kept");

        const string next = "sepeda hujan kapur barus";
        var set = await PostAsync(browser, link, "reset", ("Input.Password", next), ("Input.Again", next));
        var again = await PostAsync(
            web.NewBrowser(), link, "reset", ("Input.Password", next + "1"), ("Input.Again", next + "1"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (set.StatusCode, again.StatusCode));
        await using var scope = web.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInDesk>();
        Assert.True((await signIn.VerifyAsync(
            new(account.Email!, IPAddress.Loopback), next, TestContext.Current.CancellationToken)).IsDone);
        Assert.DoesNotContain(link, (await MessageAsync()).Body, StringComparison.Ordinal);
    }

    private async Task<Account> PersonAsync(string language, bool isActive = true)
    {
        // The first request starts the web, and with it bus and relay.
        web.NewBrowser();
        var account = await new People(web.Database).AddAsync(Role.Reviewer);
        await using var context = web.Database.NewContext();
        await context.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Language, language).SetProperty(a => a.IsActive, isActive));
        return account;
    }

    private async Task<Guid> TellAsync(Account account, Sentence sentence, string? link = null)
    {
        await using var context = web.Database.NewContext();
        new NoticeBoard(context, TimeProvider.System).Tell(account.Id, sentence, link);
        var id = context.ChangeTracker.Entries<Notice>().Single().Entity.Id;
        await context.SaveChangesAsync();
        return id;
    }

    private async Task<Notice> NoticeAsync(Guid id)
    {
        await using var context = web.Database.NewContext();
        return await context.Notices.SingleAsync(n => n.Id == id);
    }

    private async Task<OutboxMessage> MessageAsync()
    {
        await using var context = web.Database.NewContext();
        return await context.OutboxMessages.SingleAsync();
    }

    /// <summary>Opens the page, fills its form beside the hidden fields and sends it.</summary>
    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await browser.GetStringAsync(path);
        page = page[page.IndexOf("class=\"card\"", StringComparison.Ordinal)..];
        var hidden = Hidden().Matches(page)
            .Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));
        var filled = hidden.Where(f => f.Key != "_handler").Append(new("_handler", form))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await browser.PostAsync(path, new FormUrlEncodedContent(filled));
    }

    [GeneratedRegex(@"https://inovasi\.kab\.example(?<path>/password/reset\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
