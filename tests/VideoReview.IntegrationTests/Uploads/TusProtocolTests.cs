using Microsoft.EntityFrameworkCore;
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
        var (tus, url, file, sender) = await site.FinishedAsync();
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
        var (tus, url, _, _) = await site.BegunAsync();
        using var client = tus;

        using var answer = await tus.SendAsync(Tus.Request(HttpMethod.Head, url, ("Tus-Resumable", "0.2.2")));

        Assert.Equal(412, (int)answer.StatusCode);
        Assert.Equal(["1.0.0"], answer.Headers.GetValues("Tus-Version"));
    }

    [Fact]
    public async Task Head_tells_length_name_and_expiry_and_is_never_kept()
    {
        var (tus, url, file, _) = await site.BegunAsync();
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
        var (tus, url, file, _) = await site.BegunAsync();
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
        var (tus, url, _, _) = await site.BegunAsync();
        using var client = tus;
        var untyped = Tus.Request(HttpMethod.Patch, url, ("Upload-Offset", "70000"));
        untyped.Content = new ByteArrayContent([1]);
        var unplaced = Tus.Request(HttpMethod.Patch, url);
        unplaced.Content = Tus.Body(new byte[] { 1 });

        Assert.Equal(new(415, null, "uploads.bad-request"), await tus.TellAsync(untyped));
        Assert.Equal(new(400, null, "uploads.bad-request"), await tus.TellAsync(unplaced));
    }

    [Fact]
    public async Task Cancelled_upload_is_gone_with_its_bytes()
    {
        var (tus, url, file, sender) = await site.BegunAsync();
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
        var (tus, url, file, _) = await site.BegunAsync();
        using var client = tus;
        var patch = Tus.Request(HttpMethod.Post, url, ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "70000"));
        patch.Content = Tus.Body(file.AsMemory(70_000, 5));

        Assert.Equal(new(204, 70_005), await tus.TellAsync(patch));
        Assert.Equal(
            new(204), await tus.TellAsync(Tus.Request(HttpMethod.Post, url, ("X-HTTP-Method-Override", "DELETE"))));
        Assert.Equal(new(405), await tus.TellAsync(Tus.Request(HttpMethod.Post, url)));
    }
}
