using System.Text;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>The screen on which an admin sees what failed, and the queues and rows behind it.</summary>
internal sealed class MessageScreen(TestWeb web, TestMailbox mailbox)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TestQueues Queues(BusTransport transport)
    {
        var queues = new TestQueues(transport, web.Database);
        (web.Settings["Bus:Transport"], web.Settings["Bus:Prefix"]) = (transport.ToString(), queues.Prefix);
        if (transport == BusTransport.RabbitMq)
        {
            web.Settings["Bus:RabbitMqUri"] = TestServices.RabbitMq.ToString();
        }

        foreach (var (key, value) in mailbox.Settings)
        {
            web.Settings[key] = value;
        }

        return queues;
    }

    public async Task<HttpClient> AdminAsync() =>
        await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Admin));

    public static Task SeesAsync(HttpClient browser, string text) =>
        Eventually.Async(
            async () => (await Page.OpenAsync(browser, "/processing")).Text.Contains(text, StringComparison.Ordinal),
            text);

    public async Task<Page> EachAsync(HttpClient browser)
    {
        var row = await RowAsync();
        return await Page.OpenAsync(browser, $"/processing/messages?kind={row.MessageType}&cause="
            + Uri.EscapeDataString(row.LastError!.Split('\n')[0].Split(':')[0]));
    }

    public static Task<Page> ActAsync(Page page, params (string Name, string? Value)[] typed) =>
        page.SendAsync("act", [("__RequestVerificationToken", page.Token), .. typed]);

    public async Task<OutboxMessage> RowAsync()
    {
        await using var context = web.Database.NewContext();
        return await context.OutboxMessages.AsNoTracking().SingleAsync(Stop);
    }

    public async Task<(string Act, string? Reason)> LastActAsync()
    {
        await using var context = web.Database.NewContext();
        var told = await context.Events.Where(e => e.Subject == "message").OrderByDescending(e => e.Seq)
            .FirstAsync(Stop);
        return (told.Act, told.Reason);
    }

    public static Task<bool> PutAsync(string queue, string envelope, bool declare) =>
        TestQueues.OnChannelAsync(async channel =>
        {
            if (declare)
            {
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
            }

            var properties = new RabbitMQ.Client.BasicProperties
            {
                ContentType = "application/vnd.masstransit+json", Persistent = true,
            };
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(envelope));
            return true;
        });
}
