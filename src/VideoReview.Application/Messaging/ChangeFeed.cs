using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Tells pages that something changed: one LISTEN per process, many listeners in it. A topic is "kind:id"
/// ("period:...", "entry:...", "video:...", "account:...", "session:..." when one ends), nothing else travels; whoever
/// hears it asks again through its own predicate. After a lost connection every listener is told
/// <see cref="Everything"/>, since a change may have been missed.
/// </summary>
public sealed partial class ChangeFeed(NpgsqlDataSource source, ILogger<ChangeFeed> log) : BackgroundService
{
    /// <summary>Look at everything again.</summary>
    public const string Everything = "*";

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Listener> listeners = new();
    private readonly ConcurrentBag<Action<string>> memories = [];

    /// <summary>
    /// Tells every topic to what this process remembers, before any page hears it; must neither wait nor throw.
    /// </summary>
    public void Remind(Action<string> memory) => memories.Add(memory);

    /// <summary>
    /// Starts to listen for the topics; dispose to stop. Slow readers lose the oldest: they are told often enough.
    /// </summary>
    public Listener Listen(IReadOnlySet<string> topics)
    {
        var listener = new Listener(topics, me => listeners.TryRemove(me.Id, out _));
        listeners[listener.Id] = listener;
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                LogLost(e);
                Tell(Everything);
                await Task.Delay(ReconnectAfter, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task HearAsync(CancellationToken stopping)
    {
        await using var connection = await source.OpenConnectionAsync(stopping);
        connection.Notification += (_, told) => Tell(told.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN changed", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        Tell(Everything);
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }

    private void Tell(string topic)
    {
        foreach (var memory in memories)
        {
            memory(topic);
        }

        foreach (var listener in listeners.Values)
        {
            listener.Hear(topic);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The change feed lost its connection and reconnects")]
    private partial void LogLost(Exception e);

    /// <summary>One page's ear.</summary>
    public sealed class Listener(IReadOnlySet<string> topics, Action<Listener> stop) : IDisposable
    {
        private readonly Channel<string> heard = Channel.CreateBounded<string>(
            new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });

        public Guid Id { get; } = Guid.NewGuid();

        public ChannelReader<string> Heard => heard.Reader;

        public void Dispose() => stop(this);

        internal void Hear(string topic)
        {
            if (topic == Everything || topics.Contains(topic))
            {
                heard.Writer.TryWrite(topic);
            }
        }
    }
}
