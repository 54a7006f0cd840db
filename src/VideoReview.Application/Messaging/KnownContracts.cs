using System.Reflection;

namespace VideoReview.Application.Messaging;

/// <summary>Every message of this version, read from Contracts.cs.</summary>
public static class KnownContracts
{
    public static IReadOnlyDictionary<string, Type> ByAlias { get; } = typeof(ContractAttribute).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(ContractAttribute)))
        .ToDictionary(Outbox.AliasOf, type => type, StringComparer.Ordinal);

    /// <summary>
    /// The contract that a consumer takes. One consumer takes one contract, so that each
    /// queue holds one kind of message.
    /// </summary>
    public static Type TakenBy(Type consumer) =>
        Find(consumer) ?? throw new InvalidOperationException($"{consumer} must take exactly one contract.");

    public static bool IsTaken(Type service) => Find(service) is not null;

    private static Type? Find(Type consumer)
    {
        var taken = consumer.IsAbstract ? [] : ByAlias.Values.Where(contract => typeof(MassTransit.IConsumer<>)
            .MakeGenericType(contract).IsAssignableFrom(consumer)).ToList();
        return taken.Count == 1 ? taken[0] : null;
    }
}
