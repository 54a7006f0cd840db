using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>Runs while nothing else does, since it looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class UploadLimitTests : IAsyncLifetime
{
    private readonly UploadSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Large_file_passes_through_flat_memory()
    {
        const long Length = 256_000_000;
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var url = await tus.CreateAsync(sender.Entry.Id, Length);
        var body = new NoisyBody(Length);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var told = await tus.TellAsync(Tus.Patch(url, 0, body));

        Assert.Equal(new(204, Length), told);
        Assert.InRange(body.MostMemory - before, long.MinValue, 32_000_000);
    }

    [Fact]
    public async Task Thirty_uploads_at_once_pass_through_flat_memory()
    {
        const long Length = 8_000_000;
        var clients = new List<(Tus Tus, string Url, NoisyBody Body)>();
        for (var client = 0; client < 30; client++)
        {
            var sender = await site.AddSenderAsync();
            var tus = await site.Web.NewClientAsync(sender.Account);
            clients.Add((tus, await tus.CreateAsync(sender.Entry.Id, Length), new NoisyBody(Length)));
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);

        var told = await Task.WhenAll(
            clients.Select(client => client.Tus.TellAsync(Tus.Patch(client.Url, 0, client.Body))));

        Assert.All(told, answer => Assert.Equal(new(204, Length), answer));
        Assert.InRange(clients.Max(client => client.Body.MostMemory) - before, long.MinValue, 96_000_000);
        clients.ForEach(client => client.Tus.Dispose());
    }

    [Fact]
    public async Task Silent_line_is_ended_without_an_answer_and_its_bytes_are_kept()
    {
        site.Settings["Uploads:IdleLimit"] = "00:00:01";
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(300_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);

        using var line = await UploadFaultTests.HalfRequestAsync(site.Web, tus, url, 0, file, 123_456);
        await UploadFaultTests.EndedAsync(line);

        await Eventually.Async(async () => await tus.HeadAsync(url) == new Told(200, 123_456), "what had come is kept");
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 123_456, file.AsMemory(123_456)));
    }

    [Fact]
    public async Task New_uploads_wait_while_the_disk_is_short()
    {
        site.Settings["Uploads:KeepFreeBytes"] = "9000000000000000";
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(new(429, null, "uploads.no-room"), await tus.TryCreateAsync(sender.Entry.Id, 100));
    }

    [Fact]
    public async Task New_uploads_wait_while_the_disk_of_the_objects_is_short()
    {
        var (here, there) = (new DriveInfo(Path.GetTempPath()), new DriveInfo("/dev/shm"));
        Assert.SkipUnless(
            there.IsReady && there.AvailableFreeSpace < here.AvailableFreeSpace / 2,
            "There is no smaller filesystem beside the temporary folder.");
        site.Settings["Storage:DiskFolder"] = $"/dev/shm/videoreview-test-{Guid.NewGuid():N}";
        site.Settings["Uploads:KeepFreeBytes"] =
            $"{there.AvailableFreeSpace + ((here.AvailableFreeSpace - there.AvailableFreeSpace) / 2)}";
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(new(429, null, "uploads.no-room"), await tus.TryCreateAsync(sender.Entry.Id, 100));
        Directory.Delete(site.Settings["Storage:DiskFolder"], recursive: true);
    }

    /// <summary>Noise behind the head of an MP4, made as it is sent; notes the most memory in use on the way.</summary>
    private sealed class NoisyBody : HttpContent
    {
        private static readonly byte[] Noise = UploadSite.Mp4(1_000_000);
        private readonly long length;

        public NoisyBody(long length)
        {
            this.length = length;
            Headers.ContentType = new("application/offset+octet-stream");
        }

        public long MostMemory { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            for (long sent = 0; sent < length; sent += Noise.Length)
            {
                await stream.WriteAsync(Noise);
                MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            }
        }

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return true;
        }
    }
}
