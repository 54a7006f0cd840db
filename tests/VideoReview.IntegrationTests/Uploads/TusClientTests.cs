using System.Runtime.CompilerServices;
using System.Text.Json;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>Clients that others wrote, unmodified: tus-js-client as the uploader ships it, and curl.</summary>
public sealed class TusClientTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Client_brings_the_file_whole_over_a_line_that_is_cut_at_random(int seed)
    {
        var file = UploadSite.Mp4(8_000_000, seed);
        var random = new Random(seed);
        await using var line = new TcpCutter(
            site.Web.Address, Enumerable.Range(0, 6).Select(_ => (long)random.Next(10_000, 2_500_000)).ToList());
        var sender = await site.AddSenderAsync();

        var (_, url, retries) = await SendAsync(line.Address, sender, file);

        Assert.True(line.Cuts > 0 && retries > 0, "The line was never cut.");
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url!)).Sha256);
    }

    [Fact]
    public async Task Client_goes_on_after_the_server_was_killed_and_started_again()
    {
        var file = UploadSite.Mp4(30_000_000, 7);
        var sender = await site.AddSenderAsync();
        await using var first = await RunningProgram.StartAsync("VideoReview.Web", Settings);
        await using var line = new TcpCutter(first.Address, []) { BytesPerSecond = 6_000_000 };

        var sending = SendAsync(line.Address, sender, file);
        await Eventually.Async(async () => await OffsetOfAsync(sender) > 2_000_000, "some of the file is on disk");
        await first.KillAsync();
        var told = await OffsetOfAsync(sender);
        await using var second = await RunningProgram.StartAsync("VideoReview.Web", Settings, first.Address.Port);
        var (_, url, retries) = await sending;

        var upload = await site.ReadAsync(url!);
        Assert.True(retries > 0 && told < file.Length);
        Assert.Equal((Domain.Uploads.UploadStatus.Complete, UploadSite.Sha256(file)), (upload.Status, upload.Sha256));
        await Eventually.Async(site.StoreIsIdleAsync, "the second program has stored it");
    }

    [Fact]
    public async Task Client_that_was_closed_goes_on_where_its_store_says()
    {
        var file = UploadSite.Mp4(3_000_000, 9);
        var sender = await site.AddSenderAsync();
        var store = Path.Combine(Path.GetTempPath(), $"videoreview-store-{Guid.NewGuid():N}.json");
        await using (var dead =
            new TcpCutter(site.Web.Address, Enumerable.Repeat(300_000L, 100)) { BytesPerSecond = 600_000 })
        {
            Assert.NotNull((await SendAsync(dead.Address, sender, file, store, gives: 2)).Error);
        }

        Assert.InRange(await OffsetOfAsync(sender), 100_000, 2_000_000);
        await File.WriteAllTextAsync(
            store,
            (await File.ReadAllTextAsync(store, TestContext.Current.CancellationToken))
                .Replace(Authority(store), site.Web.Address.Authority, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var (_, url, _) = await SendAsync(site.Web.Address, sender, file, store);

        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url!)).Sha256);
        await using var context = site.Database.NewContext();
        Assert.Single(context.Uploads.Where(u => u.EntryId == sender.Entry.Id));
        File.Delete(store);
    }

    [Fact]
    public async Task Curl_uploads_in_three_lines()
    {
        var file = UploadSite.Mp4(500_000, 11);
        var sender = await site.AddSenderAsync();
        var path = await WriteAsync(file);
        var cookie = "Cookie: " + await site.Web.CookieAsync(sender.Account);

        var created = await CurlAsync(
            "-i", "-X", "POST", $"{site.Web.Address}uploads?entry={sender.Entry.Id}", "-H", cookie, "-H",
            "Tus-Resumable: 1.0.0", "-H", $"Upload-Length: {file.Length}");
        var url = created.Split('\n')
            .Single(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase))[10..].Trim();
        var patched = await CurlAsync(
            "-i", "-X", "PATCH", site.Web.Address + url[1..], "-H", cookie, "-H", "Tus-Resumable: 1.0.0", "-H",
            "Upload-Offset: 0", "-H", "Content-Type: application/offset+octet-stream", "--data-binary", "@" + path);

        Assert.Contains($"Upload-Offset: {file.Length}", patched, StringComparison.Ordinal);
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
        File.Delete(path);
    }

    /// <summary>What the program has to know to be the same site in another process.</summary>
    private Dictionary<string, string> Settings =>
        new(site.Settings, StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Development" };

    private async Task<(string? Error, string? Url, int Retries)> SendAsync(
        Uri address, Sender sender, byte[] file, string? store = null, int gives = int.MaxValue)
    {
        var path = store is null ? await WriteAsync(file) : store + ".mp4";
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        var client = Path.Combine(
            Infra.Shell.Root, "src/VideoReview.Web/Islands/node_modules/tus-js-client/lib.es5/node/index.js");
        string[] arguments =
        [
            Path.Combine(Here(), "tus-client.mjs"), client, address.ToString(), sender.Entry.Id.ToString(),
            await site.Web.CookieAsync(sender.Account), path, $"{gives}", store ?? "",
        ];
        var said = await Infra.Shell.RunAsync(
            TestServices.Tool("node"), arguments, TestContext.Current.CancellationToken);
        var last = said.Output.Trim().Split('\n')[^1];
        Assert.True(last.StartsWith('{'), said.Error + said.Output);
        var result = JsonDocument.Parse(last).RootElement;
        return (Text(result, "error"), Text(result, "url"), result.GetProperty("retries").GetInt32());
    }

    private async Task<long> OffsetOfAsync(Sender sender)
    {
        await using var context = site.Database.NewContext();
        return context.Uploads.Where(u => u.EntryId == sender.Entry.Id).Select(u => u.OffsetBytes).SingleOrDefault();
    }

    private static async Task<string> CurlAsync(params string[] arguments) =>
        (await Infra.Shell.RunAsync(
            TestServices.Tool("curl"), ["-sS", .. arguments], TestContext.Current.CancellationToken)).Output;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Authority(string store) => new Uri(JsonDocument.Parse(File.ReadAllText(store)).RootElement
        .EnumerateObject().Single().Value.GetProperty("uploadUrl").GetString()!).Authority;

    private static async Task<string> WriteAsync(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"videoreview-send-{Guid.NewGuid():N}.mp4");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        return path;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
