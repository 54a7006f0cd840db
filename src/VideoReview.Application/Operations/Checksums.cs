using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>
/// SHA256SUMS of one backup: "HASH  PATH" for the dump, files on their way in and each object, paths as seen from the
/// backup's own folder. `sha256sum -c SHA256SUMS` there checks the same without this program.
/// </summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    private const string ToObjects = "../" + BackupFolder.Objects + "/";

    public static string LineOf(ObjectKey key) => LineOf(key.Sha256, ToObjects + key.Value);

    public static string LineOf(string sha256, string path) => $"{sha256}  {path}";

    /// <returns>The list's own hash.</returns>
    public static async Task<string> WriteAsync(
        string folder, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        await using (var file = PrivateFiles.Create(path))
        {
            await using var text = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" };
            foreach (var line in lines)
            {
                await text.WriteLineAsync(line.AsMemory(), cancellation);
            }

            await text.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
        }

        return await FileHash.OfAsync(path, cancellation);
    }

    /// <summary>The objects of which the list speaks.</summary>
    public static IEnumerable<ObjectKey> ObjectsIn(string folder) =>
        Lines(folder).Where(line => line.Path.StartsWith(ToObjects, StringComparison.Ordinal))
            .Select(line => ObjectKey.Parse(line.Path[ToObjects.Length..]));

    /// <summary>The files of the backup's own folder.</summary>
    public static IEnumerable<(string Sha256, string Path)> FilesIn(string folder) =>
        Lines(folder).Where(line => !line.Path.StartsWith("..", StringComparison.Ordinal));

    private static IEnumerable<(string Sha256, string Path)> Lines(string folder) =>
        File.ReadLines(Path.Combine(folder, FileName))
            .Select(line => line.Split("  ", 2) is [var sha256, var path]
                ? (sha256, path)
                : throw new BackupFaultException($"{Path.Combine(folder, FileName)} is damaged: {line}"));
}
