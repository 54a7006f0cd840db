using System.Net.Sockets;
using System.Text;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>Lines that stall and break, servers that die, requests that nobody is behind any more.</summary>
public sealed class UploadFaultTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Fact]
    public async Task Line_that_stalls_for_30_seconds_goes_on_in_the_same_request()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        var body = new SteppedBody(file, 300_000);

        var sending = tus.TellAsync(Tus.Patch(url, 0, body));
        await Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        body.Go();

        Assert.Equal(new(204, file.Length), await sending);
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Bytes_of_a_line_that_breaks_are_kept_to_the_last()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        using (await HalfRequestAsync(site.Web, tus, url, 0, file, 345_678))
        {
            await ArrivedAsync(url, 65_536);
        }

        await Eventually.Async(async () => await tus.HeadAsync(url) == new Told(200, 345_678), "all bytes are kept");
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 345_678, file.AsMemory(345_678)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Last_bytes_of_a_line_that_goes_quiet_are_durable_while_it_hangs()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        using var hanging = await HalfRequestAsync(site.Web, tus, url, 0, file, 100_000);
        await ArrivedAsync(url, 65_536);

        await hanging.GetStream().WriteAsync(file.AsMemory(100_000, 5_000), TestContext.Current.CancellationToken);

        await ArrivedAsync(url, 105_000);
        Assert.NotNull((await site.ReadAsync(url)).HolderToken);
    }

    [Fact]
    public async Task Newer_request_takes_over_from_one_that_hangs()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        using var hanging = await HalfRequestAsync(site.Web, tus, url, 0, file, 200_000);
        await ArrivedAsync(url, 65_536);

        Assert.Equal(new(200, 200_000), await tus.HeadAsync(url));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 200_000, file.AsMemory(200_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Newer_request_takes_over_from_another_web()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        var second = site.Start();
        using var other = await second.NewClientAsync(await AccountOfAsync(url));
        using var hanging = await HalfRequestAsync(site.Web, tus, url, 0, file, 200_000);
        await ArrivedAsync(url, 65_536);

        Assert.Equal(new(200, 200_000), await other.HeadAsync(url));
        Assert.Equal(new(204, 600_000), await other.PatchAsync(url, 200_000, file.AsMemory(200_000, 400_000)));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 600_000, file.AsMemory(600_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Upload_cancelled_while_it_runs_ends_its_request()
    {
        var (tus, url, file) = await CreatedAsync(1_000_000);
        using var client = tus;
        using var running = await HalfRequestAsync(site.Web, tus, url, 0, file, 200_000);
        await ArrivedAsync(url, 65_536);

        Assert.Equal(new(204), await tus.DeleteAsync(url));

        await EndedAsync(running);
        Assert.Equal(UploadStatus.Cancelled, (await site.ReadAsync(url)).Status);
        Assert.False(File.Exists(site.StagedPath(url)));
    }

    [Fact]
    public async Task Bytes_that_no_row_speaks_of_are_overwritten()
    {
        var (tus, url, file) = await CreatedAsync(300_000);
        using var client = tus;
        await tus.PatchAsync(url, 0, file.AsMemory(0, 100_000));
        await using (var staged = File.OpenWrite(site.StagedPath(url)))
        {
            staged.Seek(0, SeekOrigin.End);
            await staged.WriteAsync(new byte[50_000], TestContext.Current.CancellationToken);
        }

        Assert.Equal(new(200, 100_000), await tus.HeadAsync(url));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 100_000, file.AsMemory(100_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Staged_bytes_that_were_lost_are_sent_again()
    {
        var (tus, url, file) = await CreatedAsync(300_000);
        using var client = tus;
        await tus.PatchAsync(url, 0, file.AsMemory(0, 200_000));
        await using (var staged = File.OpenWrite(site.StagedPath(url)))
        {
            staged.SetLength(120_000);
        }

        Assert.Equal(new(200, 120_000), await tus.HeadAsync(url));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 120_000, file.AsMemory(120_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    /// <summary>A request that says it brings the whole file, brings some of it and then nothing.</summary>
    internal static async Task<TcpClient> HalfRequestAsync(
        UploadWeb web, Tus tus, string url, int offset, byte[] file, int until)
    {
        var line = new TcpClient();
        await line.ConnectAsync(web.Address.Host, web.Address.Port);
        var head = $"PATCH {url} HTTP/1.1\r\nHost: {web.Address.Authority}\r\nTus-Resumable: "
            + "1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
            + $"Upload-Offset: {offset}\r\nContent-Length: {file.Length - offset}\r\nCookie: "
            + $"{tus.Http.DefaultRequestHeaders.GetValues("Cookie").Single()}\r\n\r\n";
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await line.GetStream().WriteAsync(file.AsMemory(offset, until - offset));
        return line;
    }

    /// <summary>The server ended the connection without a word.</summary>
    internal static async Task EndedAsync(TcpClient line)
    {
        try
        {
            Assert.Equal(0, await line.GetStream().ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        }
        catch (IOException e)
            when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return;
        }
    }

    private Task ArrivedAsync(string url, long bytes) =>
        Eventually.Async(async () => (await site.ReadAsync(url)).OffsetBytes >= bytes, "the first bytes are on disk");

    private async Task<(Tus Client, string Url, byte[] File)> CreatedAsync(int length)
    {
        var sender = await site.AddSenderAsync();
        var tus = await site.Web.NewClientAsync(sender.Account);
        return (tus, await tus.CreateAsync(sender.Entry.Id, length), UploadSite.Mp4(length));
    }

    private async Task<Application.Accounts.Account> AccountOfAsync(string url)
    {
        var upload = await site.ReadAsync(url);
        await using var context = site.Database.NewContext();
        return (await context.Users.FindAsync([upload.AccountId], TestContext.Current.CancellationToken))!;
    }
}
