using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Database.Migrations;
using VideoReview.Application.Storage;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

/// <summary>Videos taken before there were copies: an upgrade gives them theirs, and they play all the while.</summary>
public sealed class EarlierVideoTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly TestWorker worker = TestWorker.OnDisk(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IObjectStorage Storage => worker.Services.GetRequiredService<IObjectStorage>();

    [Fact]
    public async Task Heavy_ones_and_those_that_do_not_play_themselves_get_copies_where_they_are_watched()
    {
        var (heavy, office) = (await HeavyAsync(), await OfficeAsync());
        var period = await AddPeriodAsync();
        var (first, second, closed) = (await EarlierAsync(period, heavy), await EarlierAsync(period, office, "wmv"), await EarlierAsync(await AddPeriodAsync(), heavy));
        await using (var context = database.NewContext())
        {
            await context.Periods.Where(p => p.Id == closed.PeriodId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PeriodStatus.Decided), Stop);
        }

        await UpgradeAsync();
        await UpgradeAsync();
        var (asWas, copies) = await worker.CopyAsync(first.Id);
        var (anew, instead) = await worker.CopyAsync(second.Id);

        Assert.Equal((VideoStatus.Playable, first.PlayableKey), (asWas.Status, asWas.PlayableKey));
        Assert.Equal([720, 360], copies.Select(copy => copy.EdgePixels));
        Assert.Equal((VideoStatus.Playable, instead[0].ObjectKey), (anew.Status, anew.PlayableKey));
        Assert.Null(await worker.JobAsync(closed.Id, MediaJobKind.Copies));
        Assert.NotEqual(second.PlayableKey, anew.PlayableKey);
        Assert.Null(await Storage.StatAsync(ObjectKey.Parse(second.PlayableKey!), Stop));
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    private static Task<string> HeavyAsync() => Samples.MakeAsync("heavy-earlier.mp4", "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=3,noise=alls=40:allf=t", "-c:v", "libx264", "-preset", "ultrafast",
        "-b:v", "8M", "-pix_fmt", "yuv420p", "-movflags", "+faststart");

    private static Task<string> OfficeAsync() => Samples.MakeAsync("office-earlier.wmv", "-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=3", "-c:v", "wmv2", "-b:v", "900k");

    private Task<Period> AddPeriodAsync() => new EntryBuilder(database, worker.Time).AddPeriodAsync(change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(2), Formats = ["mp4", "wmv"] });

    /// <summary>As an earlier version left it: playable, without copies; what does not play itself has one encoded file.</summary>
    private async Task<Video> EarlierAsync(Period period, string path, string? format = null)
    {
        var entry = await new EntryBuilder(database, worker.Time).AddEntryAsync(period, await new People(database).AddUnitAsync(), EntryStatus.Draft, video: null);
        var (video, _) = await worker.CopyAsync((await worker.ReceiveAsync(entry, path, format)).Id);
        await using var context = database.NewContext();
        await context.VideoCopies.Where(copy => copy.VideoId == video.Id).ExecuteDeleteAsync(Stop);
        await context.MediaJobs.Where(job => job.VideoId == video.Id && job.Kind == MediaJobKind.Copies).ExecuteDeleteAsync(Stop);
        if (video.PlayableKey == video.ObjectKey)
        {
            return video;
        }

        var earlier = ObjectKey.Playable(video.Id, new string('0', 64));
        await Storage.PutAsync(earlier, await worker.FetchAsync(video.PlayableKey!, video.PlayableSizeBytes!.Value), new string('0', 64), MediaTypes.Of(earlier), mayMove: true, Stop);
        await context.Videos.Where(v => v.Id == video.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.PlayableKey, earlier.Value), Stop);
        return await worker.ReadAsync(video.Id);
    }

    /// <summary>The statement of the migration itself, on a database that had it before there were videos.</summary>
    private async Task UpgradeAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(database.OwnerConnectionString);
        foreach (var statement in new CopyEarlierVideos().UpOperations.OfType<SqlOperation>())
        {
            await using var command = source.CreateCommand(statement.Sql);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }
}
