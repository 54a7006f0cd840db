using System.Diagnostics;
using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>
/// Bringing files to the product, hashed and durable, against a plain copy of the body in the same web server and
/// against @tus/server, on the same file and disk. Rounds take turns, so that a slow moment of the machine meets all.
/// </summary>
internal static class UploadBenchmark
{
    private const int Rounds = 5, WarmUps = 30;
    private const double WarmUpMegabytes = 0.2;

    /// <summary>
    /// One large video; thirty as small as no minute of video is; thirty as small as a thrifty minute (3 Mbit/s).
    /// </summary>
    private static readonly (int Clients, int Megabytes)[] Loads = [(1, 200), (30, 8), (30, 24)];

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var place = await Place.MakeAsync();
        var entries = await UploadSender.AddEntriesAsync(place, Loads.Max(load => load.Clients));
        using var ours = await OursAsync(place, entries);
        using var plain = await PlainAsync(place);
        using var peer = await PeerAsync(place);
        UploadTarget[] targets = [plain, ours, peer];
        await WarmUpAsync(targets, WriteFile(place, WarmUpMegabytes));
        var figures = new List<Figure>();
        foreach (var (clients, megabytes) in Loads)
        {
            var file = WriteFile(place, megabytes);
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var target in targets)
                {
                    await target.RoundAsync(clients, file);
                }
            }

            var title = string.Create(CultureInfo.InvariantCulture, $"upload, {clients} x {megabytes} MB");
            var cost = ours.Median();
            figures.AddRange(Compare(title, cost, "plain copy of the body", plain.Median()));
            figures.AddRange(Compare(title, cost, "@tus/server", peer.Median()));
        }

        return figures;
    }

    /// <summary>
    /// What a server does in its first minute is to compile itself; what is asked here is how
    /// it works for the weeks after.
    /// </summary>
    private static async Task WarmUpAsync(UploadTarget[] targets, string file)
    {
        foreach (var target in targets)
        {
            for (var round = 0; round < WarmUps; round++)
            {
                await target.RoundAsync(Loads.Max(load => load.Clients), file);
            }

            target.Forget();
        }
    }

    private static IEnumerable<Figure> Compare(string title, UploadCost ours, string baseline, UploadCost theirs) =>
    [
        Figure.Of(title, "MB", ours.MegabytesPerSecond, baseline, theirs.MegabytesPerSecond),
        new(
            title + ", server CPU", Cpu(ours), ours.CpuSecondsPerGigabyte / theirs.CpuSecondsPerGigabyte,
            $"{baseline} ({Cpu(theirs)})"),
        new(
            title + ", most memory", Memory(ours), ours.PeakMegabytes / theirs.PeakMegabytes,
            $"{baseline} ({Memory(theirs)})"),
    ];

    private static string Cpu(UploadCost cost) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.CpuSecondsPerGigabyte:0.00} s/GB");

    private static string Memory(UploadCost cost) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.PeakMegabytes:0} MB");

    private static async Task<UploadTarget> OursAsync(Place place, Guid[] entries)
    {
        var web = await StartWebAsync(place, worksToo: false);
        var target = new UploadTarget(
            web, Directory.CreateDirectory(Path.Combine(place.Folder, "objects")).FullName,
            (http, client, file) => UploadTarget.TusAsync(http, $"/uploads?entry={entries[client]}", file));
        await UploadSender.SignInAsync(target.Http);
        return target;
    }

    /// <param name="worksToo">The consumers run inside.</param>
    internal static Task<ServerProcess> StartWebAsync(Place place, bool worksToo)
    {
        var settings = new Dictionary<string, string?>(place.Settings, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Worker:InProcess"] = worksToo ? "true" : "false",
            ["Logging:LogLevel:Default"] = "Warning", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        };
        return ServerProcess.StartAsync(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "VideoReview.Web.dll"), "--contentRoot",
                Path.Combine(SourceFolder(), "../../src/VideoReview.Web"),
            ],
            settings);
    }

    private static async Task<UploadTarget> PlainAsync(Place place)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "plain")).FullName;
        return new(
            await ServerProcess.StartAsync(Environment.ProcessPath!, [PlainCopy.Word, folder]), folder,
            UploadTarget.CopyAsync);
    }

    private static async Task<UploadTarget> PeerAsync(Place place)
    {
        var source = SourceFolder();
        if (!Directory.Exists(Path.Combine(source, "node_modules")))
        {
            using var install = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                UseShellExecute = false, WorkingDirectory = source, RedirectStandardOutput = true,
            })!;
            await install.WaitForExitAsync();
        }

        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "peer")).FullName;
        return new(
            await ServerProcess.StartAsync("node", [Path.Combine(source, "tus-server.mjs"), folder]), folder,
            (http, _, file) => UploadTarget.TusAsync(http, "/files", file));
    }

    private static string WriteFile(Place place, double megabytes)
    {
        var bytes = new byte[(int)(megabytes * 1_000_000)];
        new Random(1).NextBytes(bytes);
        Convert.FromHexString("000000186674797069736f6d0000020069736f6d6d703431").CopyTo(bytes, 0);
        var path = Path.Combine(place.Folder, string.Create(CultureInfo.InvariantCulture, $"video-{megabytes}.mp4"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file)!;
}
