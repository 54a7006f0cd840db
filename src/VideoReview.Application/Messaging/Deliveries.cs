using System.Collections.Concurrent;
using MassTransit;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Messages that are in this process's memory only. Publishing in memory proves nothing, so their outbox rows stay
/// claimed and unsent until the consumer is done: then the effect, guarded by inbox or lease, is in the database. If
/// the process dies before, the claims run out and the messages are sent anew; a consumer that was
/// done already does nothing then.
/// </summary>
internal sealed class Deliveries(OutboxBell bell, ConsumedHere consumed) : IReceiveObserver
{
    /// <summary>So many of one kind at once; the rest waits in the outbox, where it holds up no other kind.</summary>
    private const int MostOfOneKind = 200;

    private readonly ConcurrentDictionary<Guid, Delivery> all = new();

    private enum State
    {
        AtWork,
        Done,
        GivenUp,
    }

    public IReadOnlyCollection<Guid> AtWork => In(State.AtWork);

    /// <summary>Their consumers are done, or their faults are written.</summary>
    public IReadOnlyCollection<Guid> Done => In(State.Done);

    /// <summary>Ended without either, for example because the bus stops.</summary>
    public IReadOnlyCollection<Guid> GivenUp => In(State.GivenUp);

    public void Begin(ClaimedMessage message) => all[message.Id] = new(message.MessageType, State.AtWork);

    /// <summary>After the rows were settled.</summary>
    public void Forget(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            all.TryRemove(id, out _);
        }
    }

    /// <summary>Those of the kinds consumed here that have room.</summary>
    public IReadOnlyCollection<string> WithRoom() =>
        consumed.Aliases.Where(kind => all.Values.Count(delivery => delivery.Kind == kind) < MostOfOneKind).ToList();

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Hear(context, State.Done);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Hear(context, State.GivenUp);

    private Task Hear(ReceiveContext context, State end)
    {
        if (context.GetMessageId() is { } id && all.TryGetValue(id, out var delivery))
        {
            all[id] = delivery with { State = end };
            bell.Ring();
        }

        return Task.CompletedTask;
    }

    private List<Guid> In(State state) =>
        all.Where(delivery => delivery.Value.State == state).Select(delivery => delivery.Key).ToList();

    private sealed record Delivery(string Kind, State State);
}
