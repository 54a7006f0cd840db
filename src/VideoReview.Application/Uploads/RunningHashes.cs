using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VideoReview.Application.Uploads;

/// <summary>
/// The SHA-256 of what has arrived so far, kept between the requests of one upload so that a resumed one
/// need not read its file again.
/// </summary>
public sealed class RunningHashes : IDisposable
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<Guid, RunningHash> kept = new();

    /// <summary>
    /// Takes the hash out of the shelf, or begins a new one; whoever took it puts it back or disposes of it.
    /// </summary>
    /// <param name="offset">How many bytes are certain: a hash of more is worthless.</param>
    internal RunningHash Take(Guid uploadId, long offset)
    {
        if (kept.TryRemove(uploadId, out var hash))
        {
            if (hash.Bytes <= offset)
            {
                return hash;
            }

            hash.Dispose();
        }

        return new RunningHash();
    }

    internal void Keep(Guid uploadId, RunningHash hash)
    {
        // Losing one costs its upload a second read of its file, nothing else.
        if (kept.Count >= Most && kept.Keys.FirstOrDefault() is var first && kept.TryRemove(first, out var other))
        {
            other.Dispose();
        }

        if (!kept.TryAdd(uploadId, hash))
        {
            hash.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var hash in kept.Values)
        {
            hash.Dispose();
        }

        kept.Clear();
    }
}

/// <summary>SHA-256 over the first <see cref="Bytes"/> bytes of a file.</summary>
internal sealed class RunningHash : IDisposable
{
    private const int CatchUpBuffer = 1 << 20;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Bytes { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        Bytes += bytes.Length;
    }

    /// <summary>Reads what it has missed from the file.</summary>
    public void CatchUp(StagedFile file, long offset, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Min(CatchUpBuffer, Math.Max(offset - Bytes, 0))];
        while (Bytes < offset)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - Bytes)), Bytes);
            Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Hex of what was appended so far.</summary>
    public string Hex() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();
}
