using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// What a file is refused for before the rest of it is sent, and by what an unfinished one is known again.
/// </summary>
public sealed class UploadVerdictTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Theory]
    [InlineData("Ini hanya teks. ", 200_000, "uploads.not-a-video")]
    [InlineData("#EXTM3U\nfile:///etc/passwd\n", 300, "uploads.not-a-video")]
    [InlineData("\0\0\u0001\u00ba", 200_000, "uploads.format-not-taken")]
    public async Task Content_that_the_period_does_not_take_is_refused_and_deleted(
        string start, int length, string code)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = new byte[length];
        Encoding.Latin1.GetBytes(start).CopyTo(file, 0);
        var url = await tus.CreateAsync(sender.Entry.Id, length, "bukan-teks.mp4");

        Assert.Equal(new(422, null, code), await tus.PatchAsync(url, 0, file));

        var upload = await site.ReadAsync(url);
        Assert.Equal((UploadStatus.Cancelled, null), (upload.Status, upload.BegunAt));
        Assert.Equal(new(410), await tus.HeadAsync(url));
        Assert.False(File.Exists(site.StagedPath(url)));
        Assert.Equal(new(201), await tus.TryCreateAsync(sender.Entry.Id, 1000));
    }

    [Fact]
    public async Task What_is_no_video_is_refused_with_the_first_bytes_of_the_creation()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var request = Tus.Creation(sender.Entry.Id, 50_000_000);
        request.Content = Tus.Body(new byte[UploadPolicy.HeadBytes]);

        Assert.Equal(new(422, null, "uploads.not-a-video"), await tus.TellAsync(request));
    }

    [Fact]
    public async Task Format_that_the_period_added_is_taken()
    {
        var sender = await site.AddSenderAsync(period => period.FileRules = new() { Formats = ["mp4", "mpeg"] });
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = new byte[70_000];
        new byte[] { 0, 0, 1, 0xBA }.CopyTo(file, 0);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);

        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 0, file));
        Assert.Equal("mpeg", (await site.ReadAsync(url)).Format);
    }

    [Theory]
    [InlineData(54, "media.too-short")]
    [InlineData(306, "media.too-long")]
    public async Task Video_of_the_wrong_length_is_refused_while_it_runs(int seconds, string code)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = Lasting(seconds, 5_000_000, at: 200_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);

        Assert.Equal(new(204, 150_000), await tus.PatchAsync(url, 0, file.AsMemory(0, 150_000)));
        Assert.Equal(new(422, null, code), await tus.PatchAsync(url, 150_000, file.AsMemory(150_000, 250_000)));

        Assert.Equal(UploadStatus.Cancelled, (await site.ReadAsync(url)).Status);
        Assert.False(File.Exists(site.StagedPath(url)));
    }

    [Theory]
    [InlineData(55)]
    [InlineData(305)]
    public async Task Video_within_the_tolerance_is_taken(int seconds)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = Lasting(seconds, 900_000, at: 24);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);

        Assert.Equal(new(204, 500_000), await tus.PatchAsync(url, 0, file.AsMemory(0, 500_000)));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 500_000, file.AsMemory(500_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Fact]
    public async Task Same_file_of_two_units_is_taken_twice_and_known_as_a_pair()
    {
        var file = Lasting(90, 900_000, at: 24);
        foreach (var sender in new[] { await site.AddSenderAsync(), await site.AddSenderAsync() })
        {
            using var tus = await site.Web.NewClientAsync(sender.Account);
            Assert.Equal(
                new(204, file.Length),
                await tus.PatchAsync(await tus.CreateAsync(sender.Entry.Id, file.Length), 0, file));
        }

        await using var context = site.Database.NewContext();
        var match = Assert.Single(await context.VideoMatches.AsNoTracking()
            .Where(m => context.Videos.Any(v => v.Id == m.VideoId && v.Sha256 == UploadSite.Sha256(file)))
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((MatchKind.SameBytes, true), (match.Kind, match.OtherVideoId != match.VideoId));
    }

    [Theory]
    [InlineData("4000", 422, "media.too-short")]
    [InlineData("400000", 422, "media.too-long")]
    [InlineData("90000", 201, null)]
    [InlineData("lama sekali", 201, null)]
    public async Task Length_that_the_browser_reads_is_judged_before_the_first_byte(
        string duration, int status, string? code)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var request = Tus.Creation(sender.Entry.Id, 1_000_000);
        var name = request.Headers.GetValues("Upload-Metadata").Single();
        request.Headers.Remove("Upload-Metadata");
        request.Headers.TryAddWithoutValidation(
            "Upload-Metadata", $"{name},duration {Convert.ToBase64String(Encoding.ASCII.GetBytes(duration))}");

        Assert.Equal(new(status, null, code), await tus.TellAsync(request));
    }

    [Fact]
    public async Task Unfinished_upload_is_listed_with_a_sample_of_its_bytes()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(500_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        Assert.Null((await ListedAsync()).Sample);
        await tus.PatchAsync(url, 0, file.AsMemory(0, 30_000));
        Assert.Equal(Hash([.. file[..30_000], .. file[..30_000]]), (await ListedAsync()).Sample);
        await tus.PatchAsync(url, 30_000, file.AsMemory(30_000, 270_000));

        Assert.Equal(
            new(300_000, Hash([.. file[..65_536], .. file[(300_000 - 65_536)..300_000]])), await ListedAsync());
        using (await UploadFaultTests.HalfRequestAsync(site.Web, tus, url, 300_000, file, 400_000))
        {
            await Eventually.Async(
                async () => (await site.ReadAsync(url)).HolderToken is not null, "the request writes");
            Assert.Null((await ListedAsync()).Sample);
        }

        async Task<Listed> ListedAsync() =>
            Assert.Single((await tus.Http.GetFromJsonAsync<Listed[]>($"/uploads?entry={sender.Entry.Id}"))!);
    }

    private sealed record Listed(long Offset, string? Sample);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>An MP4 whose header says so; before it and behind it noise that is skipped.</summary>
    private static byte[] Lasting(int seconds, int length, int at)
    {
        var file = UploadSite.Mp4(length);
        var header = new byte[116];
        BinaryPrimitives.WriteInt32BigEndian(header, header.Length);
        "moov"u8.CopyTo(header.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), header.Length - 8);
        "mvhd"u8.CopyTo(header.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(28), 1000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(32), seconds * 1000);
        if (at > 24)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(24), at - 24);
            "free"u8.CopyTo(file.AsSpan(28));
        }

        header.CopyTo(file, at);
        return file;
    }
}
