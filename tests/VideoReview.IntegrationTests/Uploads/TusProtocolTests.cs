using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>The protocol as tus.io writes it, over a real socket.</summary>
public sealed class TusProtocolTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Fact]
    public async Task Upload_in_three_parts_becomes_the_video_of_the_entry()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(300_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length, "Inovasi \u202ekami \u2014 \ud83d\ude80.mp4");

        Assert.Equal(new(200, 0), await tus.HeadAsync(url));
        Assert.Equal(new(204, 10_000), await tus.PatchAsync(url, 0, file.AsMemory(0, 10_000)));
        Assert.Equal(new(204, 200_000), await tus.PatchAsync(url, 10_000, file.AsMemory(10_000, 190_000)));
        Assert.Equal(new(200, 200_000), await tus.HeadAsync(url));
        Assert.Equal(new(204, 300_000), await tus.PatchAsync(url, 200_000, file.AsMemory(200_000)));

        var upload = await site.ReadAsync(url);
        await using var context = site.Database.NewContext();
        var video = await context.Videos.AsNoTracking().SingleAsync(v => v.UploadId == upload.Id);
        var jobs = await context.Jobs.AsNoTracking().Where(j => j.SubjectId == video.Id).Select(j => j.Kind)
            .ToListAsync();
        var told = await context.Events.AsNoTracking().SingleAsync(e => e.SubjectId == upload.Id);
        Assert.Equal(
            (UploadStatus.Complete, "mp4", UploadSite.Sha256(file)), (upload.Status, upload.Format, upload.Sha256));
        Assert.Equal(
            ("Inovasi \u202ekami \u2014 \ud83d\ude80.mp4", 300_000L, upload.Sha256),
            (video.FileName, video.SizeBytes, video.Sha256));
        Assert.Equal(video.Id, (await site.Entries.ReadAsync(sender.Entry.Id)).VideoId);
        Assert.Contains(VideoJobs.Store, jobs);
        Assert.Equal(
            ("uploads.completed", Domain.EventAudience.Unit, sender.Account.Id),
            (told.Act, told.Audience, told.ActorId));
    }

    [Fact]
    public async Task Finished_upload_says_so_again_and_makes_no_second_video()
    {
        var (tus, url, file, sender) = await FinishedAsync();
        using var client = tus;

        Assert.Equal(new(200, file.Length), await tus.HeadAsync(url));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, file.Length, Array.Empty<byte>()));
        Assert.Equal(new(409, file.Length, "uploads.wrong-offset"), await tus.PatchAsync(url, 0, file));
        Assert.Equal(new(403, null, "uploads.already-complete"), await tus.DeleteAsync(url));
        await using var context = site.Database.NewContext();
        Assert.Equal(1, await context.Videos.CountAsync(v => v.EntryId == sender.Entry.Id));
    }

    [Fact]
    public async Task Options_tells_what_the_server_can()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);

        using var answer = await tus.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/uploads"));

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(["1.0.0"], answer.Headers.GetValues("Tus-Version"));
        Assert.Equal(
            ["creation,creation-with-upload,termination,checksum,expiration"],
            answer.Headers.GetValues("Tus-Extension"));
        Assert.Equal(["sha1,sha256"], answer.Headers.GetValues("Tus-Checksum-Algorithm"));
        Assert.Equal(["1.0.0"], answer.Headers.GetValues("Tus-Resumable"));
    }

    [Fact]
    public async Task Another_version_of_the_protocol_is_told_ours()
    {
        var (tus, url, _, _) = await BegunAsync();
        using var client = tus;

        using var answer = await tus.SendAsync(Tus.Request(HttpMethod.Head, url, ("Tus-Resumable", "0.2.2")));

        Assert.Equal(412, (int)answer.StatusCode);
        Assert.Equal(["1.0.0"], answer.Headers.GetValues("Tus-Version"));
    }

    [Fact]
    public async Task Head_tells_length_name_and_expiry_and_is_never_kept()
    {
        var (tus, url, file, _) = await BegunAsync();
        using var client = tus;

        using var answer = await tus.SendAsync(Tus.Request(HttpMethod.Head, url));

        Assert.Equal([$"{file.Length}"], answer.Headers.GetValues("Upload-Length"));
        Assert.Equal(["filename dmlkZW8ubXA0"], answer.Headers.GetValues("Upload-Metadata"));
        Assert.Equal([(await site.ReadAsync(url)).ExpiresAt.ToString("R")], answer.Headers.GetValues("Upload-Expires"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Creation_may_bring_the_first_bytes()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(100_000);
        var request = Tus.Creation(sender.Entry.Id, file.Length);
        request.Content = Tus.Body(file.AsMemory(0, 70_000));

        using var answer = await tus.SendAsync(request);

        Assert.Equal(new(201, 70_000), await Tus.ToldAsync(answer));
        Assert.Equal(
            new(204, 100_000),
            await tus.PatchAsync(answer.Headers.Location!.OriginalString, 70_000, file.AsMemory(70_000)));
    }

    [Fact]
    public async Task Creation_without_length_or_entry_is_refused()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);

        Assert.Equal(
            new(400, null, "uploads.bad-request"),
            await tus.TellAsync(Tus.Request(HttpMethod.Post, $"/uploads?entry={sender.Entry.Id}")));
        Assert.Equal(
            new(400, null, "uploads.bad-request"),
            await tus.TellAsync(Tus.Request(HttpMethod.Post, "/uploads", ("Upload-Length", "10"))));
        Assert.Equal(new(400, null, "uploads.bad-request"), await tus.TellAsync(
            Tus.Request(HttpMethod.Post, $"/uploads?entry={sender.Entry.Id}", ("Upload-Defer-Length", "1"))));
    }

    [Fact]
    public async Task Patch_that_does_not_follow_is_refused_with_the_right_offset()
    {
        var (tus, url, file, _) = await BegunAsync();
        using var client = tus;

        Assert.Equal(new(409, 70_000, "uploads.wrong-offset"), await tus.PatchAsync(url, 0, file.AsMemory(0, 10)));
        Assert.Equal(
            new(409, 70_000, "uploads.wrong-offset"), await tus.PatchAsync(url, 70_001, file.AsMemory(70_001)));
        Assert.Equal(
            new(413, null, "uploads.more-than-announced"), await tus.PatchAsync(url, 70_000, new byte[file.Length]));
        Assert.Equal(new(200, 70_000), await tus.HeadAsync(url));
    }

    [Fact]
    public async Task Patch_without_offset_or_of_another_type_is_refused()
    {
        var (tus, url, _, _) = await BegunAsync();
        using var client = tus;
        var untyped = Tus.Request(HttpMethod.Patch, url, ("Upload-Offset", "70000"));
        untyped.Content = new ByteArrayContent([1]);
        var unplaced = Tus.Request(HttpMethod.Patch, url);
        unplaced.Content = Tus.Body(new byte[] { 1 });

        Assert.Equal(new(415, null, "uploads.bad-request"), await tus.TellAsync(untyped));
        Assert.Equal(new(400, null, "uploads.bad-request"), await tus.TellAsync(unplaced));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Part_with_a_checksum_is_taken_whole_or_not_at_all(string algorithm)
    {
        var (tus, url, file, _) = await BegunAsync();
        using var client = tus;
        var part = file.AsMemory(70_000, 50_000);
        var right = Convert.ToBase64String(
            CryptographicOperations.HashData(new HashAlgorithmName(algorithm.ToUpperInvariant()), part.Span));
        var wrong = Convert.ToBase64String(new byte[algorithm == "sha1" ? 20 : 32]);

        Assert.Equal(
            new(460, null, "uploads.damaged"),
            await tus.PatchAsync(url, 70_000, part, ("Upload-Checksum", $"{algorithm} {wrong}")));
        Assert.Equal(new(200, 70_000), await tus.HeadAsync(url));
        Assert.Equal(
            new(204, 120_000), await tus.PatchAsync(url, 70_000, part, ("Upload-Checksum", $"{algorithm} {right}")));
        Assert.Equal(new(204, file.Length), await tus.PatchAsync(url, 120_000, file.AsMemory(120_000)));
        Assert.Equal(UploadSite.Sha256(file), (await site.ReadAsync(url)).Sha256);
    }

    [Theory]
    [InlineData("md5 1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("sha256")]
    [InlineData("sha256 not-base64!")]
    public async Task Checksum_that_nobody_understands_is_a_bad_request(string checksum)
    {
        var (tus, url, file, _) = await BegunAsync();
        using var client = tus;

        Assert.Equal(
            new(400, null, "uploads.bad-request"),
            await tus.PatchAsync(url, 70_000, file.AsMemory(70_000), ("Upload-Checksum", checksum)));
    }

    [Fact]
    public async Task Checksum_over_more_than_16_MB_is_refused_before_it_is_read()
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(17_000_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);

        Assert.Equal(new(413, null, "uploads.more-than-announced"), await tus.PatchAsync(
            url, 0, file, ("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(file))}")));
    }

    [Fact]
    public async Task Cancelled_upload_is_gone_with_its_bytes()
    {
        var (tus, url, file, sender) = await BegunAsync();
        using var client = tus;

        Assert.Equal(new(204), await tus.DeleteAsync(url));

        Assert.Equal(new(410), await tus.HeadAsync(url));
        Assert.Equal(new(410, null, "uploads.gone"), await tus.PatchAsync(url, 70_000, file.AsMemory(70_000)));
        Assert.Equal(new(403, null, "uploads.already-over"), await tus.DeleteAsync(url));
        Assert.False(File.Exists(site.StagedPath(url)));
        await using var context = site.Database.NewContext();
        Assert.Equal(["uploads.cancelled"], await context.Events.Where(e => e.EntryId == sender.Entry.Id)
            .Select(e => e.Act).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Networks_that_pass_only_post_may_override_the_method()
    {
        var (tus, url, file, _) = await BegunAsync();
        using var client = tus;
        var patch = Tus.Request(HttpMethod.Post, url, ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "70000"));
        patch.Content = Tus.Body(file.AsMemory(70_000, 5));

        Assert.Equal(new(204, 70_005), await tus.TellAsync(patch));
        Assert.Equal(
            new(204), await tus.TellAsync(Tus.Request(HttpMethod.Post, url, ("X-HTTP-Method-Override", "DELETE"))));
        Assert.Equal(new(405), await tus.TellAsync(Tus.Request(HttpMethod.Post, url)));
    }

    [Fact]
    public async Task Hash_of_the_browser_is_compared()
    {
        var (tus, url, file, sender) = await FinishedAsync();
        using var client = tus;

        Assert.Equal(new(422, null, "uploads.hash-form"), await tus.HashAsync(url, "xyz"));
        Assert.Equal(new(204), await tus.HashAsync(url, UploadSite.Sha256(file).ToUpperInvariant()));
        Assert.NotNull((await site.Entries.ReadAsync(sender.Entry.Id)).VideoId);
    }

    [Fact]
    public async Task File_damaged_on_the_way_leaves_the_entry_and_is_told_each_time()
    {
        var (tus, url, _, sender) = await FinishedAsync();
        using var client = tus;

        Assert.Equal(new(422, null, "uploads.damaged"), await tus.HashAsync(url, new string('0', 64)));
        Assert.Equal(new(422, null, "uploads.damaged"), await tus.HashAsync(url, new string('0', 64)));

        Assert.Null((await site.Entries.ReadAsync(sender.Entry.Id)).VideoId);
        await using var context = site.Database.NewContext();
        Assert.Equal(
            1,
            await context.Events.CountAsync(e => e.EntryId == sender.Entry.Id && e.Act == "uploads.arrived-damaged"));
        var video = await context.Videos.SingleAsync(v => v.EntryId == sender.Entry.Id);
        Assert.Equal((VideoStatus.Failed, "media.cause-damaged"), (video.Status, video.Cause?.Code));
        Assert.All(
            await context.Jobs.Where(j => j.SubjectId == video.Id).ToListAsync(),
            job => Assert.Contains(job.State, new[] { JobState.Skipped, JobState.Done }));
    }

    /// <summary>An upload of 200 KB of which 70 KB are there.</summary>
    private async Task<(Tus Client, string Url, byte[] File, Sender Sender)> BegunAsync()
    {
        var sender = await site.AddSenderAsync();
        var tus = await site.Web.NewClientAsync(sender.Account);
        var file = UploadSite.Mp4(200_000);
        var url = await tus.CreateAsync(sender.Entry.Id, file.Length);
        Assert.Equal(new(204, 70_000), await tus.PatchAsync(url, 0, file.AsMemory(0, 70_000)));
        return (tus, url, file, sender);
    }

    private async Task<(Tus Client, string Url, byte[] File, Sender Sender)> FinishedAsync()
    {
        var begun = await BegunAsync();
        Assert.Equal(
            new(204, begun.File.Length), await begun.Client.PatchAsync(begun.Url, 70_000, begun.File.AsMemory(70_000)));
        return begun;
    }
}
