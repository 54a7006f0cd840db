using System.Net;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>As a browser behind the proxy speaks: HTTP/2, many uploads on one connection.</summary>
public sealed class UploadOverHttp2Tests : IAsyncLifetime
{
    private readonly UploadSite site = new();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        site.Settings["Kestrel:EndpointDefaults:Protocols"] = "Http2";
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Several_uploads_share_one_connection()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await NewClientAsync(sender);
        var files = Enumerable.Range(1, 4).Select(seed => UploadSite.Mp4(2_500_000, seed)).ToList();
        var urls = new List<string>();
        foreach (var file in files)
        {
            urls.Add(await tus.CreateAsync(sender.Entry.Id, file.Length));
        }

        var told = await Task.WhenAll(files.Zip(urls, (file, url) => tus.PatchAsync(url, 0, file)));

        Assert.All(told, answer => Assert.Equal(new(204, 2_500_000), answer));
        for (var i = 0; i < files.Count; i++)
        {
            Assert.Equal(UploadSite.Sha256(files[i]), (await site.ReadAsync(urls[i])).Sha256);
        }
    }

    [Fact]
    public async Task Stream_that_is_reset_keeps_its_bytes_and_the_connection_goes_on()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await NewClientAsync(sender);
        var file = UploadSite.Mp4(1_000_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        using var stop = new CancellationTokenSource();

        var sending = tus.SendAsync(Tus.Patch(url, 0, new SteppedBody(file, 300_000)), stop.Token);
        await Support.Eventually.Async(
            async () => (await site.ReadAsync(url)).OffsetBytes > 0, "the first bytes are on disk");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        var told = await tus.HeadAsync(url);
        Assert.Equal(200, told.Status);
        Assert.InRange(told.Offset!.Value, 65_536, 300_000);
        Assert.Equal(
            new(204, file.Length), await tus.PatchAsync(url, told.Offset.Value, file.AsMemory((int)told.Offset.Value)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    private async Task<Tus> NewClientAsync(Sender sender)
    {
        var tus = await site.Web.NewClientAsync(sender.Account);
        (tus.Http.DefaultRequestVersion, tus.Http.DefaultVersionPolicy) =
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        return tus;
    }
}
