using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// What a sender says of a file beside its bytes. A name that tries to be more than a name is kept as text, shown as
/// text, and stands in no header; the sums of a part and of the whole are compared with what came.
/// </summary>
public sealed partial class UploadLabelTests(UploadSite site) : IClassFixture<UploadSite>
{
    [Theory]
    [InlineData("-rf \"berkas\" 'satu'; ls.mp4", "-rf \"berkas\" 'satu'; ls.mp4")]
    [InlineData("satu\r\nSet-Cookie: x=1\u0000.mp4", "satu  Set-Cookie: x=1.mp4")]
    [InlineData("\u202egpj.4pm", "\u202egpj.4pm")]
    [InlineData("<img src=x onerror=alert(1)>.mp4", "<img src=x onerror=alert(1)>.mp4")]
    [InlineData("../../etc/passwd", "../../etc/passwd")]
    public async Task Odd_name_is_text_wherever_it_is_shown(string name, string kept)
    {
        var sender = await site.AddSenderAsync();
        using var tus = await site.Web.NewClientAsync(sender.Account);
        var url = await tus.CreateAsync(sender.Entry.Id, 300_000, name);

        Assert.Equal(kept, (await site.ReadAsync(url)).FileName);
        var page = await tus.Http.GetStringAsync(
            "/own-entries/" + sender.Entry.Id, TestContext.Current.CancellationToken);
        Assert.Equal(kept, WebUtility.HtmlDecode(Isolated().Match(page).Groups["name"].Value));
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        using var head = await tus.SendAsync(Tus.Request(HttpMethod.Head, url));
        Assert.False(head.Headers.Contains("Set-Cookie"));
        Assert.All(head.Headers.GetValues("Upload-Metadata"), value => Assert.True(
            System.Text.Ascii.IsValid(value) && !value.Contains("passwd", StringComparison.Ordinal), value));
        Assert.True(File.Exists(site.StagedPath(url)) || !Directory.Exists(site.Staging)
            || Directory.EnumerateFiles(site.Staging).All(path => !path.Contains("passwd", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task Part_with_a_checksum_is_taken_whole_or_not_at_all(string algorithm)
    {
        var (tus, url, file, _) = await site.BegunAsync();
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
        var (tus, url, file, _) = await site.BegunAsync();
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
    public async Task Hash_of_the_browser_is_compared()
    {
        var (tus, url, file, sender) = await site.FinishedAsync();
        using var client = tus;

        Assert.Equal(new(422, null, "uploads.hash-form"), await tus.HashAsync(url, "xyz"));
        Assert.Equal(new(204), await tus.HashAsync(url, UploadSite.Sha256(file).ToUpperInvariant()));
        Assert.NotNull((await site.Entries.ReadAsync(sender.Entry.Id)).VideoId);
    }

    [Fact]
    public async Task File_damaged_on_the_way_leaves_the_entry_and_is_told_each_time()
    {
        var (tus, url, _, sender) = await site.FinishedAsync();
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

    [GeneratedRegex("<bdi>(?<name>[^<]*)</bdi>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Isolated();
}
