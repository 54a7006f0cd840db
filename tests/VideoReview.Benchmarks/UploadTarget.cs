using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace VideoReview.Benchmarks;

/// <summary>What one round of uploads cost.</summary>
/// <param name="PeakMegabytes">The most that the server held in memory (working set) since it was last asked.</param>
internal sealed record UploadCost(double MegabytesPerSecond, double CpuSecondsPerGigabyte, double PeakMegabytes);

/// <summary>A server that takes files into a folder, and how a client brings one.</summary>
internal sealed class UploadTarget(
    ServerProcess server, string folder, Func<HttpClient, int, string, Task> bring) : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250),
        AlmostNothing = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5),
    };
    private readonly List<UploadCost> costs = [];

    public HttpClient Http => http;

    /// <summary>
    /// All clients at once, one file each. What one leaves behind, work or unwritten files,
    /// must not slow the next down.
    /// </summary>
    public async Task RoundAsync(int clients, string file)
    {
        server.ForgetPeak();
        var (cpu, begun) = (server.CpuTime, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => bring(http, client, file)));
        var (time, bytes) = (Stopwatch.GetElapsedTime(begun), (double)new FileInfo(file).Length * clients);
        costs.Add(new(
            bytes / 1e6 / time.TotalSeconds, (server.CpuTime - cpu).TotalSeconds / (bytes / 1e9),
            server.PeakBytes / 1e6));
        await SettleAsync();
        foreach (var brought in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.Delete(brought);
        }
    }

    /// <summary>The rounds so far were for warming up.</summary>
    public void Forget() => costs.Clear();

    /// <summary>
    /// The middle of all rounds but the first, each number by itself, of memory the most; then begins anew.
    /// </summary>
    public UploadCost Median()
    {
        var counted = costs.Skip(1).ToList();
        costs.Clear();
        return new(
            Middle(counted.Select(cost => cost.MegabytesPerSecond)),
            Middle(counted.Select(cost => cost.CpuSecondsPerGigabyte)), counted.Max(cost => cost.PeakMegabytes));
    }

    public void Dispose()
    {
        http.Dispose();
        server.Dispose();
    }

    /// <summary>The server that copies the body.</summary>
    public static async Task CopyAsync(HttpClient http, int client, string file)
    {
        using var body = Body(file);
        using var answer = await http.PutAsync($"/files/{Guid.NewGuid():N}", body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A tus server: created, then sent in one PATCH, as tus-js-client does.</summary>
    public static async Task TusAsync(HttpClient http, string place, string file)
    {
        using var creation = Tus(
            HttpMethod.Post, place,
            ("Upload-Length", new FileInfo(file).Length.ToString(CultureInfo.InvariantCulture)));
        using var created = await http.SendAsync(creation);
        created.EnsureSuccessStatusCode();
        using var patch = Tus(
            HttpMethod.Patch, new Uri(http.BaseAddress!, created.Headers.Location!).PathAndQuery,
            ("Upload-Offset", "0"));
        patch.Content = Body(file);
        using var patched = await http.SendAsync(patch);
        patched.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the server has nothing left to do.</summary>
    private async Task SettleAsync()
    {
        TimeSpan before;
        do
        {
            before = server.CpuTime;
            await Task.Delay(Glance);
        }
        while (server.CpuTime - before > AlmostNothing);
    }

    private static HttpRequestMessage Tus(HttpMethod method, string place, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(method, place);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add(header.Name, header.Value);
        return request;
    }

    private static StreamContent Body(string file)
    {
        var content = new StreamContent(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan),
            256 << 10);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return content;
    }

    private static double Middle(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
