using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// Names that try to be more than a name: they are kept as text, shown as text, and stand in no header.
/// </summary>
public sealed partial class UploadNameTests(UploadSite site) : IClassFixture<UploadSite>
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

    [GeneratedRegex("<bdi>(?<name>[^<]*)</bdi>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Isolated();
}
