using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace VideoReview.Benchmarks;

/// <summary>
/// From the last byte of a video to its being reviewable, and to its first picture, in the one-process size: with
/// nothing else to do, and with fifty copies waiting in the heavy lane. Against ffprobe and one
/// poster by hand on the same file.
/// </summary>
internal static class ReviewableBenchmark
{
    private const int Rounds = 20, Heavy = 50, Long = 180, Short = 60;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromMinutes(10);

    /// <summary>A lease is asked for every 3 s; then the tool is asked to end, and ended 3 s later.</summary>
    private static readonly TimeSpan UntilToolsEnd = TimeSpan.FromSeconds(7);

    public static Task<IReadOnlyList<Figure>> RunAsync() => RunAsync(Long);

    public static Task<IReadOnlyList<Figure>> RunShortAsync() => RunAsync(Short + 1);

    private static async Task<IReadOnlyList<Figure>> RunAsync(int seconds)
    {
        await using var place = await Place.MakeAsync();
        var entries = new Queue<Guid>(await UploadSender.AddEntriesAsync(place, 1 + Heavy + (2 * Rounds)));
        var (video, heavy) = (await MediaBenchmark.MakeVideoAsync(place, seconds), await MakeHeavyAsync(place));
        await using var rows = NpgsqlDataSource.Create(place.ConnectionString);
        using var site = new ReviewableSite(await UploadBenchmark.StartWebAsync(place, worksToo: true), rows);
        await UploadSender.SignInAsync(site.Http);
        var bare = await Figure.MedianAsync(5, () => ByHandAsync(place, video));
        await site.SendAsync(entries.Dequeue(), video);
        await SettleAsync(rows);

        var idle = new List<Waits>();
        for (var round = 0; round < Rounds; round++)
        {
            idle.Add(await site.SendAsync(entries.Dequeue(), video));
            await SettleAsync(rows);
        }

        for (var i = 0; i < Heavy; i++)
        {
            await site.SendAsync(entries.Dequeue(), heavy, waits: false);
        }

        await UntilAsync(
            rows, $"SELECT count(*) >= {Heavy - 10} FROM job WHERE lane = 'heavy' AND state IN ('queued', 'running')");
        var busy = new List<Waits>();
        for (var round = 0; round < Rounds; round++)
        {
            busy.Add(await site.SendAsync(entries.Dequeue(), video));
        }

        var left = await CountAsync(
            rows, "SELECT count(*) FROM job WHERE lane = 'heavy' AND state IN ('queued', 'running')");
        return [.. Compare("nothing waiting", idle, bare),
            .. Compare(string.Create(CultureInfo.InvariantCulture, $"{Heavy} heavy jobs, {left} left"), busy, bare)];
    }

    private static IEnumerable<Figure> Compare(string title, List<Waits> waits, TimeSpan bare) =>
    [
        Figure.Of(
            $"last byte to reviewable, p95, {title}", Worst(waits.Select(w => w.Reviewable)),
            "probe and poster by hand", bare),
        Figure.Of(
            $"last byte to first picture, p95, {title}", Worst(waits.Select(w => w.Picture)),
            "probe and poster by hand", bare),
    ];

    /// <summary>The 95th of a hundred.</summary>
    private static TimeSpan Worst(IEnumerable<TimeSpan> times) => times.Order().ElementAt((Rounds * 95 / 100) - 1);

    private static async Task ByHandAsync(Place place, string video)
    {
        await CpuMeter.RunAsync(
            place.Folder, "ffprobe", "-v", "error", "-print_format", "json", "-show_format", "-show_streams", video);
        await CpuMeter.RunAsync(
            place.Folder, "ffmpeg", "-y", "-nostdin", "-loglevel", "error", "-skip_frame", "nokey", "-noaccurate_seek",
            "-ss", "6", "-i", video, "-vf", "scale=1280:-2", "-frames:v", "1", "-fps_mode", "passthrough", "-update",
            "1", "poster.jpg");
    }

    /// <summary>HEVC, which no browser is trusted with: it waits for its copy.</summary>
    private static async Task<string> MakeHeavyAsync(Place place)
    {
        await CpuMeter.RunAsync(
            place.Folder, "ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i",
            $"testsrc2=s=1280x720:r=30:d={Short + 1}", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
            "log-level=none", "-tag:v", "hvc1", "heavy.mp4");
        return Path.Combine(place.Folder, "heavy.mp4");
    }

    /// <summary>What follows a video must not slow the next one down.</summary>
    private static async Task SettleAsync(NpgsqlDataSource rows)
    {
        await UntilAsync(
            rows, "SELECT NOT EXISTS (SELECT FROM job WHERE state IN ('queued', 'running') AND lane <> 'heavy')");
        await using var skip = rows.CreateCommand("""
            UPDATE job SET state = 'skipped', lease_until = NULL, lease_owner = NULL
            WHERE state IN ('queued', 'running')
            """);
        if (await skip.ExecuteNonQueryAsync() > 0)
        {
            await Task.Delay(UntilToolsEnd);
        }
    }

    private static async Task UntilAsync(NpgsqlDataSource rows, string question)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var ask = rows.CreateCommand(question);
        while (await ask.ExecuteScalarAsync() is not true)
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException(question);
            }

            await Task.Delay(Glance);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource rows, string question)
    {
        await using var ask = rows.CreateCommand(question);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private sealed record Waits(TimeSpan Reviewable, TimeSpan Picture);

    /// <summary>The product, and a look at its rows.</summary>
    private sealed class ReviewableSite(ServerProcess server, NpgsqlDataSource rows) : IDisposable
    {
        public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5),
        };

        /// <summary>The clock begins when the last PATCH is answered.</summary>
        public async Task<Waits> SendAsync(Guid entry, string file, bool waits = true)
        {
            await UploadTarget.TusAsync(Http, $"/uploads?entry={entry}", file);
            var begun = Stopwatch.GetTimestamp();
            if (!waits)
            {
                return new(TimeSpan.Zero, TimeSpan.Zero);
            }

            await UntilAsync(
                rows, $"SELECT EXISTS (SELECT FROM video WHERE entry_id = '{entry}' AND status = 'playable')");
            var reviewable = Stopwatch.GetElapsedTime(begun);
            await UntilAsync(rows, $"""
                SELECT EXISTS (SELECT FROM video v JOIN video_picture p ON p.video_id = v.id
                WHERE v.entry_id = '{entry}')
                """);
            return new(reviewable, Stopwatch.GetElapsedTime(begun));
        }

        public void Dispose()
        {
            Http.Dispose();
            server.Dispose();
        }
    }
}
