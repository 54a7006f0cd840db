using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Storage;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>An entry under review whose video and picture lie in the store.</summary>
internal sealed record ServedVideo(Guid Id, Entry Entry, Guid ParentId)
{
    public string Play => $"/videos/{Id}/play";

    public string Copy => $"/videos/{Id}/play?copy=360";

    public string Original => $"/videos/{Id}/original";

    public string Picture => $"/videos/{Id}/pictures/{ServedVideos.Sha256}";
}

/// <summary>Videos that the web program serves.</summary>
internal sealed class ServedVideos(TestWeb web)
{
    private readonly EntryBuilder entries = new(web.Database, web.Time);
    private readonly People people = new(web.Database);

    public static byte[] Content { get; } = RandomNumberGenerator.GetBytes(300_000);

    public static byte[] SmallContent { get; } = RandomNumberGenerator.GetBytes(20_000);

    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<ServedVideo> AddAsync()
    {
        var parent = await people.AddUnitAsync();
        var entry = await entries.AddEntryAsync(
            await entries.AddPeriodAsync(PeriodStatus.Reviewing), await people.AddUnitAsync(parent: parent),
            EntryStatus.InReview);
        var videoId = entry.VideoId!.Value;
        var path = await Samples.WriteAsync("content", Content);
        var storage = web.Services.GetRequiredService<IObjectStorage>();
        var (original, picture) =
            (ObjectKey.Original(videoId, Sha256, "mp4"), ObjectKey.Picture(videoId, Sha256, "jpg"));
        await storage.PutAsync(original, path, Sha256, "video/mp4", mayMove: false, Stop);
        await storage.PutAsync(picture, path, Sha256, "image/jpeg", mayMove: false, Stop);
        var small = ObjectKey.Playable(videoId, Convert.ToHexStringLower(SHA256.HashData(SmallContent)), "mp4");
        await storage.PutAsync(
            small, await Samples.WriteAsync("small", SmallContent), small.Sha256, "video/mp4", mayMove: false, Stop);
        await using var context = web.Database.NewContext();
        context.VideoCopies.Add(new()
        {
            VideoId = videoId, EdgePixels = 360, WidthPixels = 640, HeightPixels = 360, SizeBytes = SmallContent.Length,
            ObjectKey = small.Value,
        });
        await context.Videos.Where(v => v.Id == videoId).ExecuteUpdateAsync(
            row => row.SetProperty(v => v.ObjectKey, original.Value).SetProperty(v => v.PlayableKey, original.Value)
                .SetProperty(v => v.SizeBytes, Content.Length).SetProperty(v => v.PlayableSizeBytes, Content.Length),
            Stop);
        context.VideoPictures.Add(new()
        {
            Id = Guid.CreateVersion7(), VideoId = videoId, Kind = PictureKind.Poster, Position = 1, AtMilliseconds = 0,
            WidthPixels = 2, HeightPixels = 2,
            SizeBytes = Content.Length, Sha256 = Sha256, ObjectKey = picture.Value, MediaType = "image/jpeg",
        });
        await context.SaveChangesAsync(Stop);
        return new(videoId, entry, parent.Id);
    }
}
