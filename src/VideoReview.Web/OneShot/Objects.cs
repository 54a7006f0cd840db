using VideoReview.Application.Storage;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `create-bucket`, `export-objects FOLDER`, `import-objects FOLDER`: the store at installation, backup and restore.
/// </summary>
internal static class Objects
{
    public static async Task<int> CreateBucket(
        IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        await services.GetRequiredService<S3ObjectStorage>().CreateBucketAsync(cancellation);
        return 0;
    }

    public static Task<int> Export(IServiceProvider services, string[] arguments, CancellationToken cancellation) =>
        CopyAsync(services, arguments, "exported", (copy, folder) => copy.ExportAsync(folder, cancellation));

    public static Task<int> Import(IServiceProvider services, string[] arguments, CancellationToken cancellation) =>
        CopyAsync(services, arguments, "imported", async (copy, folder) =>
        {
            if (services.GetRequiredService<IObjectStorage>() is S3ObjectStorage)
            {
                await CreateBucket(services, arguments, cancellation);
            }

            return await copy.ImportAsync(folder, cancellation);
        });

    private static async Task<int> CopyAsync(
        IServiceProvider services, string[] arguments, string done, Func<ObjectCopy, string, Task<int>> copy)
    {
        if (arguments is not [{ } folder])
        {
            await Console.Error.WriteLineAsync("usage: export-objects FOLDER | import-objects FOLDER");
            return 2;
        }

        var count = await copy(new ObjectCopy(services.GetRequiredService<IObjectStorage>()), folder);
        await Console.Out.WriteLineAsync($"{count} objects {done}");
        return 0;
    }
}
