using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Application.Media;
using VideoReview.Domain.Media;
using VideoReview.Worker.Media;

namespace VideoReview.Benchmarks;

/// <summary>
/// How many copies of the labelled set are found, and how many matches are right, by the product's own pass over the
/// key frames and its search, among all frames of a year of the nation; and how long such a search takes
/// against counting those frames.
/// </summary>
internal static class DuplicateBenchmark
{
    private const int NationVideos = 36_742, Runs = 15;

    /// <summary>
    /// 90 frames each in 15 scenes; every twelfth scene is one of 300 that many videos share, as banners are. A bit
    /// or two differ within a scene.
    /// </summary>
    private const string Nation = """
        INSERT INTO video (id, entry_id, period_id, unit_id, upload_id, file_name, size_bytes, sha256, format, status, reasons, notes, received_at)
        SELECT md5('v' || n)::uuid, s.id, s.period_id, s.unit_id, gen_random_uuid(), 'video.mp4', 1, md5('v' || n) || md5('w' || n), 'mp4', 'received', '[]', '[]', now()
        FROM generate_series(1, @videos) n, entry s WHERE s.id = @entry;
        INSERT INTO video_frame (video_id, at_milliseconds, hash, luma, contrast, dark_percent, centre_hash)
        SELECT md5('v' || n)::uuid, (scene * 6 + part) * 1000, 0, 100, 50, 0,
            ('x' || left(md5(CASE WHEN (n + scene) % 12 = 0 THEN 'shared' || (n * 7 + scene * 13) % 300 ELSE n || '-' || scene END), 16))::bit(64)::bigint
                # (1::bigint << ((n * 31 + scene * 17 + part * 7) % 63)) # ((part % 2)::bigint << ((n * 5 + part * 11) % 63))
        FROM generate_series(1, @videos) n, generate_series(0, 14) scene, generate_series(0, 5) part
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var place = await Place.MakeAsync();
        var (set, entries) =
            (CopySet.Originals, await UploadSender.AddEntriesAsync(place, CopySet.Originals.Count + 2));
        var (originals, copies) = (new Dictionary<Guid, int>(), new List<(Guid Id, int Original, Change Change)>());
        await Parallel.ForEachAsync(set.Select((original, i) => (original, i)), async (next, _) =>
        {
            await CpuMeter.RunAsync(place.Folder, "ffmpeg", CopySet.Arguments(next.original, next.i));
            await CpuMeter.RunAsync(place.Folder, "ffmpeg", CopySet.CopyArguments(next.original, next.i));
            var original = await AddAsync(place, entries[next.i], next.original.Name);
            foreach (var (change, c) in CopySet.Changes.Select((change, c) => (change, c)))
            {
                var copy = await AddAsync(place, entries[^2], $"{next.original.Name}-{c}");
                lock (copies)
                {
                    originals[original] = next.i;
                    copies.Add((copy, next.i, change));
                }
            }
        });
        await FillAsync(place, entries[^1]);
        var found = new List<(int Original, Change? Change, bool IsRight)>();
        foreach (var (id, original, change) in copies)
        {
            found.AddRange((await FindAsync(place, id)).Select(
                match => (original, (Change?)change, originals.GetValueOrDefault(Other(match, id), -1) == original)));
        }

        foreach (var (id, original) in originals)
        {
            // Its copies are rightly found; another original never is.
            found.AddRange(
                (await FindAsync(place, id)).Where(match => copies.TrueForAll(copy => copy.Id != Other(match, id)))
                    .Select(_ => (original, (Change?)null, false)));
        }

        return [.. Recall(set, found), await SpeedAsync(place, [.. copies.Take(Runs).Select(copy => copy.Id)])];
    }

    private static IEnumerable<Figure> Recall(
        IReadOnlyList<Original> set, List<(int Original, Change? Change, bool IsRight)> found)
    {
        var sought = CopySet.Changes.Where(change => change.IsSought).ToList();
        foreach (var change in CopySet.Changes)
        {
            yield return Share(
                $"found: {change.Name}", found.Count(f => f.IsRight && f.Change == change), set.Count, "copies");
        }

        foreach (var kind in set.Select((original, i) => (original.Kind, i)).GroupBy(o => o.Kind, o => o.i))
        {
            yield return Share(
                $"found: {kind.Key}",
                found.Count(f => f.IsRight && f.Change is { IsSought: true } && kind.Contains(f.Original)),
                kind.Count() * sought.Count, "copies");
        }

        yield return Share(
            "recall", found.Count(f => f.IsRight && f.Change is { IsSought: true }),
            set.Count * sought.Count, "copies");
        yield return Share(
            "precision", found.Count(f => f.IsRight), found.Count,
            $"matches, confidence from {FrameMatching.LeastConfidence} %");
    }

    private static Figure Share(string name, int part, int whole, string of) =>
        new(
            name, part.ToString(CultureInfo.InvariantCulture), (double)part / whole,
            string.Create(CultureInfo.InvariantCulture, $"{whole} {of}"));

    private static async Task<Figure> SpeedAsync(Place place, IReadOnlyList<Guid> ids)
    {
        var next = 0;
        var search = await Figure.MedianAsync(ids.Count - 1, () => FindAsync(place, ids[next++]));
        await using var source = NpgsqlDataSource.Create(place.OwnerConnectionString);
        await using var count = source.CreateCommand("SELECT count(*) FROM video_frame");
        var rows = 0L;
        var counting = await Figure.MedianAsync(3, async () => rows = (long)(await count.ExecuteScalarAsync())!);
        return Figure.Of(
            "search for one video", search,
            string.Create(CultureInfo.InvariantCulture, $"counting the {rows} frames"), counting);
    }

    private static async Task<IReadOnlyList<VideoMatch>> FindAsync(Place place, Guid id)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var video = await scope.ServiceProvider.GetRequiredService<ReviewDbContext>().Videos.AsNoTracking()
            .SingleAsync(v => v.Id == id);
        return await scope.ServiceProvider.GetRequiredService<MatchSearch>().FindAsync(video, CancellationToken.None);
    }

    private static Guid Other(VideoMatch match, Guid id) => match.VideoId == id ? match.OtherVideoId : match.VideoId;

    /// <summary>A video with the prints that the pictures step would keep.</summary>
    private static async Task<Guid> AddAsync(Place place, Guid entry, string name)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var (services, path) = (scope.ServiceProvider, Path.Combine(place.Folder, name + ".mkv"));
        var database = services.GetRequiredService<ReviewDbContext>();
        var row = await database.Entries.AsNoTracking().SingleAsync(s => s.Id == entry);
        using var scratch = services.GetRequiredService<SourceFiles>().NewScratch();
        var metadata = await services.GetRequiredService<VideoProbe>()
            .ProbeAsync(path, "mkv", scratch.Path, CancellationToken.None);
        var seen = await services.GetRequiredService<KeyFramePass>()
            .RunAsync(new(path, metadata, scratch, 1), PictureSizes.Of(metadata), CancellationToken.None);
        var video = new Video
        {
            Id = Guid.CreateVersion7(), EntryId = entry, PeriodId = row.PeriodId, UnitId = row.UnitId,
            UploadId = Guid.CreateVersion7(), FileName = name, SizeBytes = new FileInfo(path).Length,
            Sha256 = new string('0', 64), Format = "mkv", ReceivedAt = DateTimeOffset.UtcNow, Metadata = metadata,
        };
        database.Videos.Add(video);
        database.VideoFrames.AddRange(Illustrator.FramesOf(video, seen));
        await database.SaveChangesAsync();
        return video.Id;
    }

    private static async Task FillAsync(Place place, Guid entry)
    {
        await using var source = NpgsqlDataSource.Create(place.OwnerConnectionString);
        await using var fill = source.CreateCommand(Nation);
        fill.CommandTimeout = 600;
        fill.Parameters.AddWithValue("videos", NationVideos);
        fill.Parameters.AddWithValue("entry", entry);
        await fill.ExecuteNonQueryAsync();
        await using var tidy = source.CreateCommand("VACUUM ANALYZE video_frame");
        tidy.CommandTimeout = 600;
        await tidy.ExecuteNonQueryAsync();
    }
}
