using Microsoft.Win32.SafeHandles;

namespace VideoReview.Application.Uploads;

/// <summary>
/// The file of one upload in the staging folder, open for one writer: the system's lock on it holds across
/// processes and ends with them.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    // EWOULDBLOCK of flock(2), which is how the runtime opens a file for one only: Linux and BSD.
    private const int TakenOnLinux = 11, TakenOnBsd = 35;

    // ENOSPC of write(2), and EDQUOT of Linux and BSD.
    private const int NoSpace = 28, NoQuotaOnLinux = 122, NoQuotaOnBsd = 69;

    private readonly SafeFileHandle handle;

    private StagedFile(SafeFileHandle handle) => this.handle = handle;

    public long Length => RandomAccess.GetLength(handle);

    /// <summary>Null = somebody else has it open.</summary>
    public static StagedFile? TryOpen(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is TakenOnLinux or TakenOnBsd)
        {
            return null;
        }
    }

    /// <summary>The disk takes no more.</summary>
    public static bool IsFull(IOException fault) => fault.HResult is NoSpace or NoQuotaOnLinux or NoQuotaOnBsd;

    /// <summary>All pieces at once.</summary>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset) =>
        RandomAccess.Write(handle, pieces, offset);

    /// <summary>At least one byte, or it throws: what is asked for is known to be there.</summary>
    public int Read(Span<byte> bytes, long offset)
    {
        var read = RandomAccess.Read(handle, bytes, offset);
        return read > 0 || bytes.IsEmpty ? read : throw new EndOfStreamException($"The staged file ends at {offset}.");
    }

    /// <summary>All of what is asked for.</summary>
    public void ReadAll(Span<byte> bytes, long offset)
    {
        for (var read = 0; read < bytes.Length;)
        {
            read += Read(bytes[read..], offset + read);
        }
    }

    /// <summary>Forgets what lies beyond.</summary>
    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    /// <summary>On a thread of its own: a disk may take its time, and the pool's few threads serve everybody.</summary>
    public Task FlushAsync() =>
        Task.Factory.StartNew(
            () => RandomAccess.FlushToDisk(handle), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    public void Dispose() => handle.Dispose();
}
