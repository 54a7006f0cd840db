using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// Web programs on real sockets with one database and one staging folder; each can be stopped, and they
/// can stand beside each other.
/// </summary>
public sealed class UploadSite : IAsyncLifetime
{
    private readonly string folder = Path.Combine(
        Path.GetTempPath(), "videoreview-test-" + Guid.NewGuid().ToString("N"));
    private readonly List<UploadWeb> webs = [];

    public TestDatabase Database { get; } = new();

    public FakeTimeProvider Time { get; } = new(Rows.Moment(DateTimeOffset.UtcNow));

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public string Staging => Path.Combine(folder, "staging");

    /// <summary>The first web, started when first asked for.</summary>
    public UploadWeb Web => webs.FirstOrDefault() ?? Start();

    public People People => new(Database);

    public EntryBuilder Entries => new(Database, Time);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Directory.CreateDirectory(folder);
        Settings["Database:ConnectionString"] = Database.ConnectionString;
        Settings["Uploads:StagingFolder"] = Staging;
        Settings["Uploads:KeepFreeBytes"] = "0";
        Settings["Worker:InProcess"] = "false";
        Settings["Storage:DiskFolder"] = Path.Combine(folder, "objects");
    }

    public UploadWeb Start()
    {
        var web = new UploadWeb(this);
        webs.Add(web);
        return web;
    }

    /// <summary>A draft of a unit of its own in an open period, and a submitter of that unit.</summary>
    public async Task<Sender> AddSenderAsync(Action<Period>? change = null, EntryStatus status = EntryStatus.Draft)
    {
        var unit = await People.AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        var entry = await Entries.AddEntryAsync(
            await Entries.AddPeriodAsync(change: change), unit, status,
            status is EntryStatus.Draft ? null : Domain.Media.VideoStatus.Playable, account);
        return new(account, entry);
    }

    /// <summary>An upload of 200 KB of which 70 KB are there.</summary>
    public async Task<(Tus Client, string Url, byte[] File, Sender Sender)> BegunAsync()
    {
        var sender = await AddSenderAsync();
        var tus = await Web.NewClientAsync(sender.Account);
        var file = Mp4(200_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        Assert.Equal(new(204, 70_000), await tus.PatchAsync(url, 0, file.AsMemory(0, 70_000)));
        return (tus, url, file, sender);
    }

    /// <summary>The same, complete.</summary>
    public async Task<(Tus Client, string Url, byte[] File, Sender Sender)> FinishedAsync()
    {
        var begun = await BegunAsync();
        Assert.Equal(
            new(204, begun.File.Length), await begun.Client.PatchAsync(begun.Url, 70_000, begun.File.AsMemory(70_000)));
        return begun;
    }

    public async Task<Upload> ReadAsync(string url)
    {
        var id = Guid.Parse(url[(url.LastIndexOf('/') + 1)..]);
        await using var context = Database.NewContext();
        return await context.Uploads.AsNoTracking().SingleAsync(u => u.Id == id);
    }

    public string StagedPath(string url) =>
        Path.Combine(Staging, Guid.Parse(url[(url.LastIndexOf('/') + 1)..]).ToString("N"));

    /// <summary>So many bytes that begin like an MP4 and are otherwise noise.</summary>
    public static byte[] Mp4(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        Convert.FromHexString("000000186674797069736f6d0000020069736f6d6d703431").AsSpan(0, Math.Min(24, length))
            .CopyTo(bytes);
        return bytes;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public async ValueTask DisposeAsync()
    {
        // The program and its test host stop it both; what is still at work then finds its services gone.
        if (webs.Count > 0)
        {
            await Eventually.Async(StoreIsIdleAsync, "finished uploads are stored");
        }

        foreach (var web in webs)
        {
            await web.DisposeAsync();
        }

        await Database.DisposeAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>No finished upload is on its way into object storage.</summary>
    public async Task<bool> StoreIsIdleAsync()
    {
        await using var context = Database.NewContext();
        return !await context.Jobs.AnyAsync(j => j.Kind == Domain.Media.VideoJobs.Store
            && (j.State == Domain.Jobs.JobState.Queued || j.State == Domain.Jobs.JobState.Running));
    }
}

/// <summary>Who sends, and for what.</summary>
public sealed record Sender(Account Account, Entry Entry);

/// <summary>One web program on a port of its own.</summary>
public sealed class UploadWeb : IAsyncDisposable
{
    private readonly HostedWeb hosted;

    internal UploadWeb(UploadSite site)
    {
        hosted = new HostedWeb(site.Settings, site.Time);
        hosted.UseKestrel(0);
        hosted.StartServer();
    }

    public Uri Address => hosted.ClientOptions.BaseAddress;

    public IServiceProvider Services => hosted.Services;

    /// <summary>The account's session, as a Cookie header.</summary>
    public Task<string> CookieAsync(Account account) => hosted.CookieAsync(account);

    public async Task<Tus> NewClientAsync(Account account) => new(Address, await CookieAsync(account));

    public async ValueTask DisposeAsync() => await hosted.StopAsync();
}
