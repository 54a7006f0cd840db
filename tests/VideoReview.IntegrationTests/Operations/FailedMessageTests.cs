using System.Net;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>
/// Mails and messages that failed, on both buses: seen by the admin, sent again or set aside from the screen.
/// </summary>
public sealed class FailedMessageTests : IAsyncLifetime
{
    private readonly TestWeb web = new();
    private readonly TestMailbox mailbox =
        new() { Refusal = new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such person here") };
    private readonly MessageScreen screen;

    public FailedMessageTests() => screen = new(web, mailbox);

    public static TheoryData<BusTransport> Buses => [BusTransport.InMemory, BusTransport.RabbitMq];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => web.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Poisoned_mail_is_sent_again_from_the_screen(BusTransport transport)
    {
        await using var queues = screen.Queues(transport);
        using var admin = await screen.AdminAsync();
        var account = await new People(web.Database).AddAsync(Role.Reviewer);
        await using (var context = web.Database.NewContext())
        {
            new NoticeBoard(context, TimeProvider.System)
                .Tell(account.Id, Sentence.Of("accounts.password-changed-told"));
            await context.SaveChangesAsync(Stop);
        }

        await MessageScreen.SeesAsync(admin, "1 gagal");
        var each = await screen.EachAsync(admin);
        Assert.Contains(account.DisplayName, each.Text, StringComparison.Ordinal);
        Assert.Contains("no such person here", each.Text, StringComparison.Ordinal);
        mailbox.Refusal = null;
        var sent = await MessageScreen.ActAsync(
            each, ("Input.Act", "resend"), ("Input.Message", (await screen.RowAsync()).Id.ToString()));

        Assert.Contains("Pesan sedang dikirim lagi.", (await sent.FollowAsync()).Text, StringComparison.Ordinal);
        await Eventually.Async(() => Task.FromResult(mailbox.Mails.Count == 1), "the mail arrives");
        await Eventually.Async(async () => (await screen.RowAsync()).SentAt is not null, "its row is sent");
        Assert.Equal(("operations.message-sent-again", null), await screen.LastActAsync());
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Message_without_a_row_is_kept_when_it_fails_and_is_sent_again_with_its_group(
        BusTransport transport)
    {
        await using var queues = screen.Queues(transport);
        using var admin = await screen.AdminAsync();
        var account = await new People(web.Database).AddAsync(Role.Reviewer);
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(), AccountId = account.Id, Act = "accounts.password-changed",
            Code = "accounts.password-changed-told", CreatedAt = DateTimeOffset.UtcNow,
        };
        await using (var context = web.Database.NewContext())
        {
            context.Notices.Add(notice);
            await context.SaveChangesAsync(Stop);
        }

        var bus = web.Services.GetRequiredService<IBusControl>();
        await Eventually.Async(() => bus.CheckHealth().Status == BusHealthStatus.Healthy, "the bus is healthy");
        await web.Services.GetRequiredService<IBus>().Publish(new NoticePinned { NoticeId = notice.Id }, Stop);
        await MessageScreen.SeesAsync(admin, "1 gagal");
        mailbox.Refusal = null;
        var row = await screen.RowAsync();
        await MessageScreen.ActAsync(
            await Page.OpenAsync(admin, "/processing"), ("Input.Act", "resend-all"), ("Input.Kind", row.MessageType),
            ("Input.Cause", row.LastError!.Split(':')[0]));

        Assert.Equal("notice-pinned", row.MessageType);
        await Eventually.Async(() => Task.FromResult(mailbox.Mails.Count == 1), "the mail arrives");
    }

    [Fact]
    public async Task Message_of_an_unknown_kind_cannot_be_sent_again_but_set_aside()
    {
        await using var queues = screen.Queues(BusTransport.RabbitMq);
        using var admin = await screen.AdminAsync();
        await MessageScreen.SeesAsync(admin, "Tidak ada surat atau pesan yang gagal.");
        await MessageScreen.PutAsync(
            queues.Notices, """{"messageType":["urn:message:other:thing"],"message":{"a":"\u0000b"}}""",
            declare: false);
        await MessageScreen.SeesAsync(admin, "urn:message:other:thing");
        var row = await screen.RowAsync();
        var page = await Page.OpenAsync(admin, "/processing");

        var resent = await MessageScreen.ActAsync(page, ("Input.Act", "resend"), ("Input.Message", row.Id.ToString()));
        var empty = await MessageScreen.ActAsync(
            page, ("Input.Act", "drop"), ("Input.Message", row.Id.ToString()), ("Input.Reason", " "));
        var dropped = await MessageScreen.ActAsync(
            page, ("Input.Act", "drop"), ("Input.Message", row.Id.ToString()), ("Input.Reason", "bukan milik kami"));
        var again = await MessageScreen.ActAsync(
            page, ("Input.Act", "drop"), ("Input.Message", row.Id.ToString()), ("Input.Reason", "lagi"));

        Assert.Equal(
            (HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther,
                HttpStatusCode.Conflict),
            (resent.Status, empty.Status, dropped.Status, again.Status));
        Assert.Contains("tidak dikenal oleh versi ini", resent.Text, StringComparison.Ordinal);
        Assert.Equal(("operations.message-discarded", "bukan milik kami"), await screen.LastActAsync());
        Assert.Contains(
            "Tidak ada surat atau pesan yang gagal.", (await Page.OpenAsync(admin, "/processing")).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_error")]
    [InlineData("_skipped")]
    public async Task Message_that_an_older_version_left_in_its_queue_is_taken_to_the_screen(string suffix)
    {
        await using var queues = screen.Queues(BusTransport.RabbitMq);
        const string Message = """
            {
                "messageType": ["urn:message:videoreview:notice-pinned"],
                "message": {"noticeId": "0193a7c0-0000-7000-8000-000000000000"}
            }
            """;
        await MessageScreen.PutAsync(queues.Notices + suffix, Message, declare: true);
        using var admin = await screen.AdminAsync();

        await MessageScreen.SeesAsync(admin, "1 gagal");
        await Eventually.Async(
            () => TestQueues.OnChannelAsync(
                async channel => await channel.MessageCountAsync(queues.Notices + suffix) == 0),
            "the queue is empty");
        var row = await screen.RowAsync();
        Assert.Equal("notice-pinned", row.MessageType);
        Assert.Contains(queues.Notices + suffix, row.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coordinator_sees_no_mail_and_sends_none_again()
    {
        await using var queues = screen.Queues(BusTransport.InMemory);
        using var coordinator = await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Coordinator));
        await using var context = web.Database.NewContext();
        context.OutboxMessages.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(), MessageType = "notice-pinned", Body = "{}", FailedAt = DateTimeOffset.UtcNow,
            LastError = "x: y",
        });
        await context.SaveChangesAsync(Stop);

        var page = await Page.OpenAsync(coordinator, "/processing");
        var sent = await MessageScreen.ActAsync(
            page, ("Input.Act", "resend"), ("Input.Message", (await screen.RowAsync()).Id.ToString()));

        Assert.DoesNotContain("Surat", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, sent.Status);
    }
}
