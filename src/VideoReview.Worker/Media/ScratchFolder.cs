namespace VideoReview.Worker.Media;

/// <summary>A job's own folder, gone with the job.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private ScratchFolder(string path) => Path = path;

    public string Path { get; }

    public static ScratchFolder In(string root) => new(Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetFullPath(root), Guid.NewGuid().ToString("N"))).FullName);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
