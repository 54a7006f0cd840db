namespace VideoReview.Application.Storage;

/// <summary>Folders (700) and files (600) that their owner alone can read.</summary>
public static class PrivateFiles
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Makes those above it likewise where they are missing; one that is there stays as it is.</summary>
    public static void MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            if (OperatingSystem.IsWindows())
            {
                throw new PlatformNotSupportedException("Modes of files are Unix's.");
            }

            Directory.CreateDirectory(path, FolderMode700);
        }
    }

    /// <summary>A new file in place of any: what a cut left behind might be readable to others.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        return Open(path, FileMode.CreateNew, FileShare.Read);
    }

    /// <summary>A file that says that somebody is at work here; throws where somebody else is.</summary>
    public static FileStream Hold(string path) => Open(path, FileMode.OpenOrCreate, FileShare.None);

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Modes of files are Unix's.");
        }

        return new(path, new FileStreamOptions
        {
            Mode = mode, Access = FileAccess.ReadWrite, Share = share, UnixCreateMode = FileMode600,
            Options = FileOptions.Asynchronous,
        });
    }
}
