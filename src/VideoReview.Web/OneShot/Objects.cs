using VideoReview.Application.Operations;
using VideoReview.Application.Storage;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `create-bucket`, `export-objects FOLDER`, `import-objects FOLDER`: the store at installation, and when it moves
/// beside a database that stays where it is. A backup is a word of its own.
/// </summary>
internal static class Objects
{
    public static async Task<int> CreateBucket(
        IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        await services.GetRequiredService<S3ObjectStorage>().CreateBucketAsync(cancellation);
        return 0;
    }

    /// <summary>All there is; what lies in the folder already, with the right size, is left.</summary>
    public static Task<int> Export(IServiceProvider services, string[] arguments, CancellationToken cancellation) =>
        CopyAsync("export-objects", arguments, async folder =>
        {
            var storage = services.GetRequiredService<IObjectStorage>();
            var count = 0;
            await foreach (var key in storage.KeysAsync(cancellation))
            {
                // Deleted since the list was made: then the rows no longer speak of it either.
                if (await storage.StatAsync(key, cancellation) is { } there)
                {
                    Check(key, await new ObjectCopy(storage).ExportAsync(key, there.SizeBytes, folder, cancellation));
                    count++;
                }
            }

            return count;
        });

    /// <summary>Every object of the folder; one that is damaged ends it.</summary>
    public static Task<int> Import(IServiceProvider services, string[] arguments, CancellationToken cancellation) =>
        CopyAsync("import-objects", arguments, async folder =>
        {
            var storage = services.GetRequiredService<IObjectStorage>();
            if (storage is S3ObjectStorage s3)
            {
                await s3.CreateBucketAsync(cancellation);
            }

            var count = 0;
            foreach (var name in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path)).Where(ObjectKey.IsKey))
            {
                var key = ObjectKey.Parse(name);
                Check(key, await new ObjectCopy(storage).ImportAsync(key, folder, cancellation));
                count++;
            }

            return count;
        });

    private static async Task<int> CopyAsync(string word, string[] arguments, Func<string, Task<int>> copyAsync)
    {
        if (arguments is not [{ } folder])
        {
            await Console.Error.WriteLineAsync($"usage: {word} FOLDER");
            return 2;
        }

        return await WorldFault.ToldAsync(word, async () =>
        {
            var count = await copyAsync(folder);
            await Console.Out.WriteLineAsync($"{count} objects are in their place.");
            return 0;
        });
    }

    private static void Check(ObjectKey key, CopyOutcome outcome)
    {
        if (outcome is CopyOutcome.Missing or CopyOutcome.Damaged)
        {
            throw new BackupFaultException($"{key} is damaged: it is not what its hash says.");
        }
    }
}
