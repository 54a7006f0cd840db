using Microsoft.Extensions.Logging;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Media;

/// <summary>
/// Objects that no row will name any more once the caller's transaction is committed; one list for each scope.
/// </summary>
public sealed class LeftObjects(IObjectStorage storage, ILogger<LeftObjects> log)
{
    private readonly List<string> keys = [];

    public void Add(IEnumerable<string> left) => keys.AddRange(left);

    /// <summary>After the commit. One that cannot be deleted costs its bytes and nothing else.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        foreach (var key in keys)
        {
            try
            {
                await storage.DeleteAsync(ObjectKey.Parse(key), cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                Log.ObjectLeft(log, key, e);
            }
        }

        keys.Clear();
    }
}
