namespace VideoReview.Worker.Media;

/// <summary>A job's own folder, gone with the job.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>No job takes so long: its process was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private ScratchFolder(string path) => Path = path;

    public string Path { get; }

    public static ScratchFolder In(string root)
    {
        var all = Directory.CreateDirectory(System.IO.Path.GetFullPath(root));
        foreach (var abandoned in all.EnumerateDirectories().Where(IsAbandoned))
        {
            DeleteBesideOthers(abandoned);
        }

        return new(all.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Other jobs end meanwhile: a folder that is gone reads as the oldest of all.</summary>
    private static bool IsAbandoned(DirectoryInfo folder) =>
        folder.Exists && folder.LastWriteTimeUtc < DateTime.UtcNow - Abandoned;

    private static void DeleteBesideOthers(DirectoryInfo abandoned)
    {
        try
        {
            abandoned.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another job deleted it first, which is what was wanted.
        }
    }
}
