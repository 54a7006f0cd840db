using System.Security.Cryptography;
using VideoReview.Application.Storage;
using Xunit;

namespace VideoReview.IntegrationTests.Storage;

/// <summary>
/// What every adapter of <see cref="IObjectStorage"/> must do; each adapter's class below runs
/// all of it on the real thing.
/// </summary>
public abstract class ObjectStorageTests<TPlace>(TPlace place) : IDisposable
    where TPlace : IStoragePlace
{
    /// <summary>Above the Minio SDK's part size of 16 MB or so, and no round number.</summary>
    private const int SeveralParts = 40_000_003;

    private readonly StoredObjects objects = new(place);
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    private IObjectStorage Storage => place.Storage;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_537)]
    [InlineData(SeveralParts)]
    public async Task Put_object_is_read_whole_and_told(int size)
    {
        var (key, bytes) = await objects.PutAsync(size);

        Assert.Equal(
            new StoredObject(key.Value, size, key.Sha256, "video/mp4"), await Storage.StatAsync(key, cancellation));
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await objects.ReadAsync(key, 0, size)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1000)]
    [InlineData(999, 1)]
    [InlineData(100, 333)]
    [InlineData(1000, 0)]
    [InlineData(7, 0)]
    public async Task Range_is_read_exactly(int offset, int length)
    {
        var (key, bytes) = await objects.PutAsync(1000);

        Assert.Equal(bytes[offset..(offset + length)], await objects.ReadAsync(key, offset, length));
    }

    [Fact]
    public async Task Range_across_parts_is_read_exactly()
    {
        var (key, bytes) = await objects.PutAsync(SeveralParts);

        foreach (var (offset, length) in ((
            int, int)[])[(0, 5), (5_242_879, 2), (16_777_215, 300_001), (SeveralParts - 7, 7)])
        {
            Assert.Equal(bytes[offset..(offset + length)], await objects.ReadAsync(key, offset, length));
        }
    }

    [Theory]
    [InlineData(0, 1001)]
    [InlineData(999, 2)]
    [InlineData(1000, 1)]
    [InlineData(5000, 10)]
    public async Task Range_beyond_the_end_is_thrown_not_shortened(int offset, int length)
    {
        var (key, _) = await objects.PutAsync(1000);

        await Assert.ThrowsAsync<EndOfStreamException>(() => objects.ReadAsync(key, offset, length));
    }

    [Fact]
    public async Task Many_ranges_of_one_object_are_read_at_once()
    {
        var (key, bytes) = await objects.PutAsync(2_000_000);

        var read = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => objects.ReadAsync(key, i * 100_000, 100_000)));

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData([.. read.SelectMany(part => part)]));
    }

    [Fact]
    public async Task Missing_object_is_null_at_stat_thrown_at_read_and_nothing_at_delete()
    {
        var key = ObjectKey.Original(Guid.NewGuid(), StoredObjects.Hash([1]), "mp4");

        Assert.Null(await Storage.StatAsync(key, cancellation));
        await Assert.ThrowsAsync<FileNotFoundException>(() => objects.ReadAsync(key, 0, 1));
        await Storage.DeleteAsync(key, cancellation);
        Assert.Null(Storage.LocalPath(key));
    }

    [Fact]
    public async Task Deleted_object_is_gone_and_its_neighbour_stays()
    {
        var (gone, _) = await objects.PutAsync(10);
        var (stays, bytes) = await objects.PutAsync(10);

        await Storage.DeleteAsync(gone, cancellation);

        Assert.Null(await Storage.StatAsync(gone, cancellation));
        Assert.Equal(bytes, await objects.ReadAsync(stays, 0, 10));
    }

    [Fact]
    public async Task Same_key_again_is_success_and_keeps_the_object()
    {
        var (key, bytes) = await objects.PutAsync(1000);

        await objects.PutAsync(key, bytes);

        Assert.Equal(bytes, await objects.ReadAsync(key, 0, 1000));
    }

    [Fact]
    public async Task Eight_puts_of_one_key_at_once_leave_one_whole_object()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_001);
        var key = ObjectKey.Picture(Guid.NewGuid(), StoredObjects.Hash(bytes), "webp");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => objects.PutAsync(key, bytes, mayMove: true)));

        Assert.Equal(
            new StoredObject(key.Value, bytes.Length, key.Sha256, "image/webp"),
            await Storage.StatAsync(key, cancellation));
        Assert.Equal(bytes, await objects.ReadAsync(key, 0, bytes.Length));
        Assert.Equal([key], (await objects.KeysAsync()).Where(k => k == key));
    }

    [Theory]
    [InlineData("mp4", "video/mp4")]
    [InlineData("mov", "video/quicktime")]
    [InlineData("webm", "video/webm")]
    [InlineData("mkv", "video/x-matroska")]
    public async Task Type_follows_the_key(string format, string mediaType)
    {
        byte[] bytes = [1, 2, 3];
        var key = ObjectKey.Original(Guid.NewGuid(), StoredObjects.Hash(bytes), format);

        await objects.PutAsync(key, bytes);

        Assert.Equal(mediaType, (await Storage.StatAsync(key, cancellation))!.MediaType);
    }

    [Fact]
    public async Task List_holds_what_was_put_and_not_what_was_deleted()
    {
        var (stays, _) = await objects.PutAsync(1);
        var (gone, _) = await objects.PutAsync(1);
        await Storage.DeleteAsync(gone, cancellation);

        var keys = await objects.KeysAsync();

        Assert.Contains(stays, keys);
        Assert.DoesNotContain(gone, keys);
    }

    [Fact]
    public async Task Put_that_may_not_move_leaves_the_file()
    {
        var path = Path.Combine(objects.Folder, "kept");
        await File.WriteAllBytesAsync(path, [9], cancellation);
        var key = ObjectKey.Playable(Guid.NewGuid(), StoredObjects.Hash([9]), "mp4");

        await Storage.PutAsync(key, path, key.Sha256, "video/mp4", mayMove: false, cancellation);

        Assert.Equal([9], await File.ReadAllBytesAsync(path, cancellation));
    }

    [Fact]
    public async Task Check_passes_here_and_throws_where_nothing_can_be_stored()
    {
        await Storage.CheckAsync(cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => place.Unusable.CheckAsync(cancellation));
    }

    public void Dispose()
    {
        objects.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The suite on a folder.</summary>
public sealed class DiskObjectStorageTests(
    DiskPlace place) : ObjectStorageTests<DiskPlace>(place), IClassFixture<DiskPlace>;

/// <summary>The suite on a real S3 server.</summary>
public sealed class S3ObjectStorageTests(S3Place place) : ObjectStorageTests<S3Place>(place), IClassFixture<S3Place>;
