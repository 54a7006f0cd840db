using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>The real programs as processes of their own: killed, ended, asked how they are.</summary>
public sealed class ProgramTests : IAsyncLifetime
{
    private const int AtOnce = 2;

    private readonly TestDatabase database = new();
    private readonly TestMailbox mailbox = new();
    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-program-").FullName;

    public static TheoryData<BusTransport> Buses => [BusTransport.InMemory, BusTransport.RabbitMq];

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Web_killed_with_messages_in_hand_loses_none_and_repeats_only_those(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        var notices = await TellAsync(40);
        mailbox.HoldsAfter = 10;
        await using (var killed = await RunningProgram.StartAsync("VideoReview.Web", Settings(queues)))
        {
            await Eventually.Async(() => mailbox.Mails.Count >= 10, "some mailed");
            await killed.KillAsync();
        }

        Assert.InRange(await CountMailedAsync(), 10 - AtOnce, 10);
        mailbox.GoOn();
        await LetClaimsRunOutAsync();
        await using var next = await RunningProgram.StartAsync("VideoReview.Web", Settings(queues));

        await Eventually.Async(async () => await CountMailedAsync() == notices.Count, "all mailed");
        Assert.Equal(
            notices.Order(),
            mailbox.Mails.Select(mail => Guid.Parse(mail.MessageId!.Split('@')[0])).Distinct().Order());
        Assert.InRange(mailbox.Mails.Count, notices.Count, notices.Count + AtOnce);
        await using var context = database.NewContext();
        Assert.Equal(notices.Count, await context.InboxMessages.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public async Task Web_ended_in_good_order_gives_its_messages_to_the_next_at_once(BusTransport transport)
    {
        await using var queues = new TestQueues(transport, database);
        var notices = await TellAsync(20);
        mailbox.HoldsAfter = 5;
        int code;
        await using (var ended = await RunningProgram.StartAsync("VideoReview.Web", Settings(queues)))
        {
            await Eventually.Async(() => mailbox.Mails.Count >= 5, "some mailed");
            code = await ended.EndAsync();
        }

        await using var context = database.NewContext();
        Assert.Equal(0, code);
        Assert.Equal(0, await context.OutboxMessages.CountAsync(m => m.ClaimedBy != null || m.FailedAt != null));
        mailbox.GoOn();
        await using var next = await RunningProgram.StartAsync("VideoReview.Web", Settings(queues));
        await Eventually.Async(async () => await CountMailedAsync() == notices.Count, "all mailed");
    }

    [Fact]
    public async Task Worker_is_ready_while_its_queues_are_consumed_and_ends_in_good_order()
    {
        await using var queues = new TestQueues(BusTransport.RabbitMq, database);
        await using var wire = new Wire(TestServices.RabbitMq);
        var settings = Settings(queues);
        settings["Bus:RabbitMqUri"] = wire.Address.ToString();
        await using var worker = await RunningProgram.StartAsync("VideoReview.Worker", settings);
        string[] ofWeb = ["ring-store", "ring-out", "notice-pinned", "appointments-changed"];
        foreach (var lane in KnownContracts.ByAlias.Keys.Except(ofWeb))
        {
            Assert.Equal(
                1u, await TestQueues.OnChannelAsync(channel => channel.ConsumerCountAsync($"{queues.Prefix}-{lane}")));
        }

        Assert.Equal(0, await AskAsync(worker.Address.Port));
        wire.Cut();
        using var client = new HttpClient { BaseAddress = worker.Address };
        await Eventually.Async(
            async () => await worker.ReadinessAsync() == HttpStatusCode.ServiceUnavailable, "not ready");
        Assert.Equal(1, await AskAsync(worker.Address.Port));
        using var alive = await client.GetAsync("/health/live");
        Assert.Equal((HttpStatusCode.OK, 0), (alive.StatusCode, alive.Headers.Server.Count));
        wire.Mend();
        await Eventually.Async(async () => await worker.ReadinessAsync() == HttpStatusCode.OK, "ready again");

        Assert.Equal(0, await worker.EndAsync());
    }

    /// <summary>As the health check of the image does, without a shell.</summary>
    private static async Task<int> AskAsync(int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "VideoReview.Worker.dll");
        return (await Infra.Shell.RunAsync(
            "dotnet", [program, "health", port.ToString(CultureInfo.InvariantCulture)],
            TestContext.Current.CancellationToken)).Code;
    }

    private Dictionary<string, string> Settings(TestQueues queues)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Database:ConnectionString"] = database.ConnectionString,
            ["Uploads:StagingFolder"] = Path.Combine(folder, "staging"),
            ["Storage:DiskFolder"] = Path.Combine(folder, "objects"),
            ["Media:ScratchFolder"] = Path.Combine(folder, "scratch"),
            ["Worker:InProcess"] = "false",
            ["Bus:Transport"] = queues.Transport.ToString(),
            ["Bus:Prefix"] = queues.Prefix,
            ["Bus:RabbitMqUri"] = queues.Transport == BusTransport.RabbitMq ? TestServices.RabbitMq.ToString() : "",
        };
        foreach (var (key, value) in mailbox.Settings)
        {
            settings[key] = value;
        }

        return settings;
    }

    private async Task<IReadOnlyList<Guid>> TellAsync(int count)
    {
        var account = await new People(database).AddAsync(Role.Reviewer);
        await using var context = database.NewContext();
        var board = new NoticeBoard(context, TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            board.Tell(account.Id, Sentence.Of("accounts.password-changed-told"));
        }

        var told = context.ChangeTracker.Entries<Notice>().Select(e => e.Entity.Id).ToList();
        await context.SaveChangesAsync();
        return told;
    }

    /// <summary>As if half a minute had passed.</summary>
    private async Task LetClaimsRunOutAsync()
    {
        await using var context = database.NewContext();
        await context.Database.ExecuteSqlAsync(
            $"UPDATE outbox_message SET claimed_until = now() WHERE claimed_until IS NOT NULL");
    }

    private async Task<int> CountMailedAsync()
    {
        await using var context = database.NewContext();
        return await context.Notices.CountAsync(n => n.MailedAt != null);
    }
}
