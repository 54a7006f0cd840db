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
        foreach (var abandoned in all.EnumerateDirectories()
            .Where(folder => folder.LastWriteTimeUtc < DateTime.UtcNow - Abandoned))
        {
            abandoned.Delete(recursive: true);
        }

        return new(all.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
