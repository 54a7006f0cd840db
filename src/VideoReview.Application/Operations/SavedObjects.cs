using VideoReview.Application.Media;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>What was found and copied of the objects that rows name.</summary>
internal sealed class SavedObjects(IObjectStorage storage, string folder)
{
    /// <summary>Small pictures on a store across the network: waiting side by side is most of the gain.</summary>
    private const int AtOnce = 4;

    private readonly ObjectCopy copy = new(storage);
    private readonly Dictionary<string, CopyOutcome> outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);

    public IEnumerable<ObjectKey> Held => Where(CopyOutcome.Kept, CopyOutcome.Copied).Select(ObjectKey.Parse);

    public IReadOnlyList<string> Missing => [.. Where(CopyOutcome.Missing, CopyOutcome.Damaged)];

    public IReadOnlyList<string> LostInStore => [.. lost.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Surplus { get; private set; } = [];

    /// <summary>
    /// Lists the store once, which tells what is lost and what is surplus, and copies what the folder lacks.
    /// </summary>
    public async Task SaveAsync(IReadOnlyList<NamedObject> named, CancellationToken cancellation)
    {
        lost.UnionWith(named.Select(one => one.Key.Value));
        var surplus = new List<string>();
        await foreach (var key in storage.KeysAsync(cancellation))
        {
            if (!lost.Remove(key.Value))
            {
                surplus.Add(key.Value);
            }
        }

        Surplus = [.. surplus.Order(StringComparer.Ordinal)];
        await Parallel.ForEachAsync(
            named, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, stop) => Note(one.Key, await copy.ExportAsync(one.Key, one.SizeBytes, folder, stop)));
        lost.ExceptWith(Missing);
    }

    /// <summary>A received video whose file has left staging: it went to its key, or it is nowhere.</summary>
    public async Task SaveArrivedAsync(NamedObject original, CancellationToken cancellation)
    {
        var outcome = await copy.ExportAsync(original.Key, original.SizeBytes, folder, cancellation);
        Note(original.Key, outcome);
    }

    private void Note(ObjectKey key, CopyOutcome outcome)
    {
        lock (outcomes)
        {
            outcomes[key.Value] = outcome;
        }
    }

    private IEnumerable<string> Where(params CopyOutcome[] which) =>
        outcomes.Where(one => which.Contains(one.Value)).Select(one => one.Key).Order(StringComparer.Ordinal);
}
