using System.Globalization;
using System.Text.RegularExpressions;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>
/// Where backups lie. `objects` is shared by all of them, because an object never changes; each backup has a folder of
/// its own, named by its moment, with dump, unfinished uploads, SHA256SUMS and manifest. Only the owner reads them.
/// </summary>
public sealed partial class BackupFolder : IDisposable
{
    public const string Objects = "objects", Dump = "database.dump", Staging = "staging";

    private const string Underway = ".part", NameFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly string root;
    private readonly FileStream held;

    private BackupFolder(string root, FileStream held) => (this.root, this.held) = (root, held);

    public string ObjectsPath => Path.Combine(root, Objects);

    /// <summary>For writing, until disposed: two backups never write into one folder at once.</summary>
    public static BackupFolder Hold(string folder)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            PrivateFiles.MakeFolder(path);
            var place = new BackupFolder(path, HoldMark(path));
            PrivateFiles.MakeFolder(place.ObjectsPath);
            return place;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BackupFaultException($"{path} belongs to another user; give it to the one who saves.", e);
        }
    }

    /// <summary>The names of all that ended, the oldest first.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))
            .Where(name => Shape().IsMatch(name) && File.Exists(Path.Combine(folder, name, BackupManifest.FileName)))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>When a backup of that name was begun.</summary>
    public static DateTimeOffset MomentOf(string name) => DateTimeOffset.ParseExact(
        name, NameFormat, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>A folder for a backup of this moment; what cut ones left behind goes.</summary>
    public (string Name, string Path) Begin(DateTimeOffset moment)
    {
        foreach (var left in Directory.EnumerateDirectories(root, "*" + Underway))
        {
            Directory.Delete(left, recursive: true);
        }

        var name = moment.ToUniversalTime().ToString(NameFormat, CultureInfo.InvariantCulture);
        if (Directory.Exists(Path.Combine(root, name)))
        {
            throw new BackupFaultException($"{root} holds a backup of this very second: {name}.");
        }

        var path = Path.Combine(root, name + Underway);
        PrivateFiles.MakeFolder(Path.Combine(path, Staging));
        return (name, path);
    }

    /// <summary>From now on it is one of <see cref="Names"/>.</summary>
    public void End(string name) =>
        Directory.Move(Path.Combine(root, name + Underway), Path.Combine(root, name));

    /// <summary>
    /// Only the newest stay, and the newest whole one in any case; then objects go that no backup left speaks of.
    /// </summary>
    public async Task KeepAsync(int number, CancellationToken cancellation)
    {
        var names = Names(root);
        string? whole = null;
        foreach (var name in names.Reverse())
        {
            var manifest = await BackupManifest.ReadAsync(Path.Combine(root, name), cancellation);
            if (manifest.Missing.Count == 0)
            {
                whole = name;
                break;
            }
        }

        var going = names.SkipLast(number).Where(name => name != whole).ToList();
        foreach (var name in going)
        {
            Directory.Delete(Path.Combine(root, name), recursive: true);
        }

        if (going.Count > 0)
        {
            ClearObjects();
        }
    }

    public void Dispose() => held.Dispose();

    private static FileStream HoldMark(string folder)
    {
        var mark = Path.Combine(folder, ".lock");
        try
        {
            return PrivateFiles.Hold(mark);
        }
        catch (IOException e) when (File.Exists(mark))
        {
            throw new BackupFaultException($"Another backup into {folder} is under way.", e);
        }
    }

    private void ClearObjects()
    {
        var named = Names(root).SelectMany(name => Checksums.ObjectsIn(Path.Combine(root, name)))
            .Select(key => key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(ObjectsPath, "*", SearchOption.AllDirectories))
        {
            if (!named.Contains(Path.GetRelativePath(ObjectsPath, path)))
            {
                File.Delete(path);
            }
        }
    }

    [GeneratedRegex(@"^\d{8}T\d{6}Z$", RegexOptions.None, 1000)]
    private static partial Regex Shape();
}
