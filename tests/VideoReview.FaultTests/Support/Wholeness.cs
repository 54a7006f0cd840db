using System.Security.Cryptography;
using Npgsql;
using VideoReview.Application.Storage;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.FaultTests.Support;

/// <summary>What was counted while all that must hold was checked.</summary>
/// <param name="Losses">Lost workers, over all jobs.</param>
/// <param name="Orphans">Objects that no row names: put by an attempt that died before its row.</param>
public sealed record Wholeness(int Videos, int Jobs, int Losses, int Objects, int Orphans)
{
    /// <summary>Acts of a video that only a person's act may repeat.</summary>
    private static readonly string[] ManyTimes =
        ["media.sent-again", "media.cancelled", "media.discarded", "media.poster-chosen"];

    /// <summary>
    /// Nothing lost, nothing twice, nothing stuck, once all is quiet: every video has ended, every job once, every
    /// message is sent, every object that a row names is there with the bytes that its key says,
    /// and no upload became two videos.
    /// </summary>
    /// <param name="failed">How many videos may have ended with a cause.</param>
    public static async Task<Wholeness> CheckAsync(FaultSite site, int failed = 0)
    {
        Assert.Equal(0, await site.CountAsync("SELECT count(*) FROM outbox_message WHERE sent_at IS NULL"));
        Assert.Equal(0, await site.CountAsync("SELECT count(*) FROM job WHERE state IN ('queued', 'running')"));
        Assert.Equal(0, await site.CountAsync(
            "SELECT count(*) FROM (SELECT upload_id FROM video GROUP BY upload_id HAVING count(*) > 1) twice"));
        Assert.Equal(0, await site.CountAsync("""
            SELECT count(*) FROM upload u WHERE u.status = 'complete'
            AND NOT EXISTS (SELECT FROM video v WHERE v.upload_id = u.id)
            """));
        Assert.Equal(
            0,
            await site.CountAsync("SELECT count(*) FROM video WHERE status NOT IN ('playable', 'refused', 'failed')"));
        var faults = await TextsAsync(
            site, "SELECT concat_ws(' ', kind, error_code, attempt, error_text) FROM job WHERE state = 'failed'");
        Assert.True(
            failed == await site.CountAsync("SELECT count(*) FROM video WHERE status = 'failed' AND cause IS NOT NULL"),
            string.Join('\n', faults));
        Assert.Equal(failed, await site.CountAsync("SELECT count(*) FROM video WHERE status = 'failed'"));
        var repeated = await TextsAsync(
            site,
            "SELECT subject_id || ' ' || act FROM event WHERE subject = 'video' AND act <> ALL ('{"
                + $"{string.Join(',', ManyTimes)}}}') GROUP BY subject_id, act HAVING count(*) > 1");
        Assert.Empty(repeated);
        await NoStagedFileIsLeftAsync(site);
        var (objects, orphans) = await ObjectsAsync(site);
        var jobs = await site.JobsAsync();
        return new(
            (int)await site.CountAsync("SELECT count(*) FROM video"), jobs.Count, jobs.Sum(job => job.Losses),
            objects, orphans);
    }

    /// <summary>
    /// Every job took one lease for each lost worker and each transient failure, and one more that did it.
    /// </summary>
    public static void EachJobOnce(IReadOnlyCollection<Job> jobs) =>
        Assert.All(jobs, job => Assert.Equal((JobState.Done, job.Losses + 1), (job.State, job.Attempt)));

    /// <summary>The bytes of a stored upload may go a moment after its row.</summary>
    private static Task NoStagedFileIsLeftAsync(FaultSite site) => IntegrationTests.Support.Eventually.Async(
        () => !Directory.Exists(site.Staging) || Directory.GetFiles(site.Staging).Length == 0, "staging is empty");

    /// <summary>Looks into every column that holds keys, so that tables which come later are looked at too.</summary>
    private static async Task<(int Objects, int Orphans)> ObjectsAsync(FaultSite site)
    {
        var columns = await TextsAsync(site, """
            SELECT format('SELECT %I::text FROM %I WHERE %I IS NOT NULL', column_name, table_name, column_name) FROM information_schema.columns
            WHERE table_schema = 'public' AND column_name ~ '(^|_)key$' AND data_type IN ('text', 'character varying')
            """);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            named.UnionWith((await TextsAsync(site, column)).Where(ObjectKey.IsKey));
        }

        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in site.Storage.KeysAsync(TestContext.Current.CancellationToken))
        {
            stored.Add(key.Value);
        }

        Assert.Empty(named.Except(stored, StringComparer.Ordinal));
        foreach (var key in named.Select(ObjectKey.Parse))
        {
            await HoldsItsBytesAsync(site, key);
        }

        Assert.Equal(0, await site.CountAsync(
            "SELECT count(*) FROM video WHERE status = 'playable' AND (object_key IS NULL OR playable_key IS NULL)"));
        return (stored.Count, stored.Count - named.Count);
    }

    private static async Task HoldsItsBytesAsync(FaultSite site, ObjectKey key)
    {
        var there = await site.Storage.StatAsync(key, TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await site.Storage.ReadAsync(key, 0, there!.SizeBytes, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(key.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
        var size = $"""
            SELECT count(*) FROM (SELECT size_bytes, object_key FROM video
            UNION ALL SELECT playable_size_bytes, playable_key FROM video UNION ALL SELECT size_bytes, object_key
            FROM video_picture UNION ALL SELECT size_bytes, object_key
            FROM video_copy) o WHERE object_key = '{key}' AND size_bytes <> {there.SizeBytes}
            """;
        Assert.Equal(0, await site.CountAsync(size));
    }

    private static async Task<List<string>> TextsAsync(FaultSite site, string sql)
    {
        await using NpgsqlCommand command = site.Database.DataSource.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync())
        {
            texts.Add(rows.GetString(0));
        }

        return texts;
    }
}
