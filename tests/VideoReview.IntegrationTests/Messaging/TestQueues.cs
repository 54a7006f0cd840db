using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using VideoReview.Web.Notices;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>
/// The queues of one test: nobody else's prefix, gone from the broker with the test. Also what a test writes
/// into and reads from the outbox.
/// </summary>
internal sealed class TestQueues(BusTransport transport, TestDatabase database) : IAsyncDisposable
{
    public BusTransport Transport { get; } = transport;

    public string Prefix { get; } = "test-" + Guid.NewGuid().ToString("N");

    /// <summary>The queue in which notices to be mailed wait.</summary>
    public string Notices => Prefix + "-notice-pinned";

    /// <summary>Commits so many messages, each about a notice of its own id; returns their ids.</summary>
    public async Task<IReadOnlyList<Guid>> PinAsync(int count)
    {
        await using var context = database.NewContext();
        for (var i = 0; i < count; i++)
        {
            new Outbox(context).Add(new NoticePinned { NoticeId = Guid.NewGuid() });
        }

        var rows = context.ChangeTracker.Entries<OutboxMessage>().Select(e => e.Entity.Id).ToList();
        await context.SaveChangesAsync();
        return rows;
    }

    public async Task<IReadOnlyList<OutboxMessage>> RowsAsync()
    {
        await using var context = database.NewContext();
        return await context.OutboxMessages.AsNoTracking().OrderBy(m => m.Seq).ToListAsync();
    }

    public async Task<OutboxMessage> RowAsync(Guid id) => (await RowsAsync()).Single(m => m.Id == id);

    public async Task<bool> AreAllSentAsync() => (await RowsAsync()).All(m => m.SentAt is not null);

    /// <summary>A channel beside the product's own.</summary>
    public static async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> act)
    {
        await using var connection = await new ConnectionFactory { Uri = TestServices.RabbitMq }
            .CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await act(channel);
    }

    public async ValueTask DisposeAsync()
    {
        if (Transport == BusTransport.RabbitMq)
        {
            await OnChannelAsync(DeleteAsync);
        }
    }

    private async Task<bool> DeleteAsync(IChannel channel)
    {
        foreach (var alias in KnownContracts.ByAlias.Keys.Append("dropped"))
        {
            await channel.QueueDeleteAsync($"{Prefix}-{alias}");
            await channel.QueueDeleteAsync($"{Prefix}-{alias}_error");
            await channel.QueueDeleteAsync($"{Prefix}-{alias}_skipped");
            await channel.ExchangeDeleteAsync($"{Prefix}-{alias}");
            await channel.ExchangeDeleteAsync($"{Prefix}:{alias}");
        }

        return true;
    }
}
