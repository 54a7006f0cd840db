using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.BrowserTests.Uploads;

/// <summary>
/// A walk that sends noise behind the head of an MP4: the worker finds out later, which is not the matter of these.
/// </summary>
public abstract class NoiseWalk(Site site, Browser browser) : Walk(site, browser)
{
    /// <summary>
    /// Two minutes on the thinnest line of these walks: what a walk does meanwhile has time on a busy machine.
    /// </summary>
    private const int FileBytes = 12_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-walk-").FullName;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A file of one size and each time another content, in a folder of its own.</summary>
    protected string WriteFile(string name)
    {
        var bytes = RandomNumberGenerator.GetBytes(FileBytes);
        Convert.FromHexString("000000186674797069736f6d0000020069736f6d6d703431").CopyTo(bytes, 0);
        var path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The same content under another name.</summary>
    protected string Renamed(string file, string name)
    {
        var path = PathOf(name);
        File.Copy(file, path);
        return path;
    }

    protected static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    protected Task ArrivedAsync(Entry entry, long bytes) => Eventually.Async(
        async () =>
        {
            await using var context = Site.Database.NewContext();
            return await context.Uploads.AnyAsync(u => u.EntryId == entry.Id && u.OffsetBytes >= bytes);
        },
        $"{bytes} bytes are on disk",
        TimeSpan.FromMinutes(3));

    /// <summary>In the order in which they began.</summary>
    protected async Task<IReadOnlyList<Upload>> UploadsOfAsync(Entry entry)
    {
        await using var context = Site.Database.NewContext();
        return await context.Uploads.AsNoTracking().Where(u => u.EntryId == entry.Id).OrderBy(u => u.CreatedAt)
            .ToListAsync();
    }

    private string PathOf(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName, name);
}
