using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;

namespace VideoReview.Benchmarks;

/// <summary>One broken file.</summary>
/// <param name="Number">Also its seed.</param>
/// <param name="Whole">Name of the file that it was.</param>
/// <param name="VideoId">Null = refused by its first bytes.</param>
internal sealed record SentFile(int Number, string Whole, Breakage Breakage, Guid? VideoId);

/// <summary>Small videos of every container that is known, broken in every way.</summary>
internal static class BrokenFiles
{
    private static readonly string[] Picture =
        ["-f", "lavfi", "-i", "testsrc2=s=320x240:r=15:d=3", "-f", "lavfi", "-i", "sine=f=440:d=3"];
    private static readonly string[] H264 =
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "15"];

    private static readonly (string Name, string[] Arguments)[] Whole =
    [
        ("front.mp4", [.. H264, "-c:a", "aac", "-movflags", "+faststart"]),
        ("behind.mp4", [.. H264, "-c:a", "aac"]),
        ("camera.mov", [.. H264, "-c:a", "pcm_s16le"]),
        ("screen.mkv", [.. H264, "-c:a", "aac"]),
        ("browser.webm",
            ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k", "-c:a", "libopus"]),
        ("old.avi", ["-c:v", "mpeg4", "-c:a", "libmp3lame"]),
        ("windows.wmv", ["-c:v", "wmv2", "-c:a", "wmav2"]),
        ("camcorder.ts", ["-c:v", "mpeg2video", "-c:a", "mp2", "-f", "mpegts"]),
    ];

    /// <summary>
    /// Every file as the last byte of its upload leaves it; what the first 64 KB give away is refused
    /// before that, as it is in web.
    /// </summary>
    public static async Task<List<SentFile>> SendAsync(Place place, int count)
    {
        var (wholes, sent) = (new List<byte[]>(), new List<SentFile>());
        foreach (var (name, arguments) in Whole)
        {
            await CpuMeter.RunAsync(
                place.Folder, "ffmpeg", ["-nostdin", "-loglevel", "error", .. Picture, .. arguments, name]);
            wholes.Add(await File.ReadAllBytesAsync(Path.Combine(place.Folder, name)));
        }

        var entries = await UploadSender.AddEntriesAsync(place, count);
        await using var scope = place.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        var period = await database.Periods.SingleAsync();
        period.FileRules = period.FileRules with
        {
            Formats = [.. UploadPolicy.Formats], MinimumDuration = TimeSpan.FromSeconds(1),
            DurationTolerance = TimeSpan.Zero,
        };
        await database.SaveChangesAsync();
        for (var i = 0; i < count; i++)
        {
            var (whole, breakage) = (i % Whole.Length, (Breakage)(i / Whole.Length % 4));
            var bytes = Mutation.Make(wholes[whole], breakage, seed: i);
            sent.Add(new(i, Whole[whole].Name, breakage, await ReceiveAsync(scope.ServiceProvider, entries[i], bytes)));
        }

        return sent;
    }

    private static async Task<Guid?> ReceiveAsync(IServiceProvider services, Guid entry, byte[] bytes)
    {
        if (UploadPolicy.FormatOf(bytes.AsSpan(0, Math.Min(bytes.Length, UploadPolicy.HeadBytes))) is not { } format)
        {
            return null;
        }

        var database = services.GetRequiredService<ReviewDbContext>();
        database.ChangeTracker.Clear();
        var row = await database.Entries.AsNoTracking().SingleAsync(s => s.Id == entry);
        var (now, sha256) = (DateTimeOffset.UtcNow, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(), EntryId = entry, PeriodId = row.PeriodId, UnitId = row.UnitId,
            AccountId = row.CreatedBy, FileName = "video." + format, LengthBytes = bytes.Length,
            OffsetBytes = bytes.Length, Status = UploadStatus.Complete, CreatedAt = now, BegunAt = now,
            CompletedAt = now, ExpiresAt = now.AddDays(7), Sha256 = sha256,
        };
        var video = new Video
        {
            Id = Guid.CreateVersion7(), EntryId = entry, PeriodId = row.PeriodId, UnitId = row.UnitId,
            UploadId = upload.Id, FileName = upload.FileName, SizeBytes = bytes.Length,
            Sha256 = sha256, Format = format, ReceivedAt = now,
        };
        var staging = services.GetRequiredService<StagingArea>();
        staging.EnsureFolder();
        await File.WriteAllBytesAsync(staging.PathOf(upload.Id), bytes);
        database.AddRange(upload, video);
        services.GetRequiredService<JobQueue>().Add(VideoJobs.Order(VideoJobs.Store, video));
        await database.SaveChangesAsync();
        return video.Id;
    }
}
