using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace VideoReview.Application.Storage;

/// <summary>Section "Uploads", as far as the folder goes.</summary>
public sealed class StagingOptions
{
    /// <summary>Folder that all web processes share: files on their way in.</summary>
    [Required]
    public string StagingFolder { get; set; } = "";

    /// <summary>
    /// New uploads are refused while less than this is free beyond what they need, where they arrive or in the folder
    /// of the objects; default 2 GB.
    /// </summary>
    public long KeepFreeBytes { get; set; } = 2_000_000_000;
}

/// <summary>Files on their way in, by upload id: bytes land here first and leave by the store job.</summary>
public sealed class StagingArea(IOptions<StagingOptions> options, IOptions<StorageOptions> storage)
{
    private readonly string root = Path.GetFullPath(options.Value.StagingFolder);

    public string PathOf(Guid uploadId) => Path.Combine(root, uploadId.ToString("N"));

    /// <summary>
    /// Whether the folder's filesystem can take so many more bytes, and that of the objects too, where they go next;
    /// how full an S3 store is, only the store knows.
    /// </summary>
    public bool HasRoomFor(long bytes)
    {
        return IsRoomAt(EnsureFolder())
            && (storage.Value is not { Kind: StorageKind.Disk, DiskFolder: { } objects }
                || IsRoomAt(Directory.CreateDirectory(objects).FullName));

        bool IsRoomAt(string folder) => new DriveInfo(folder).AvailableFreeSpace - bytes >= options.Value.KeepFreeBytes;
    }

    /// <summary>Makes the folder when it is missing.</summary>
    public string EnsureFolder() => Directory.CreateDirectory(root).FullName;

    /// <summary>What lies here now, for backup; some may be stored away meanwhile.</summary>
    public IEnumerable<string> Files() => Directory.Exists(root)
        ? Directory.EnumerateFiles(root).Where(path => Guid.TryParseExact(Path.GetFileName(path), "N", out _))
        : [];

    /// <summary>Deleting a missing file is success.</summary>
    public void Delete(Guid uploadId)
    {
        var path = PathOf(uploadId);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
