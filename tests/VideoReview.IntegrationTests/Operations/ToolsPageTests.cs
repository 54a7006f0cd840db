using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>What holds ffmpeg back, as the admin reads it in either size.</summary>
public sealed class ToolsPageTests
{
    [Theory]
    [InlineData(true, "ffmpeg dan ffprobe dapat dijalankan.", "Alat bekerja di dalam program web")]
    [InlineData(false, "Video diolah oleh program worker tersendiri", "/app/VideoReview.Worker health 8080")]
    public async Task Admin_reads_where_the_tools_work_and_under_what(bool isInside, string first, string second)
    {
        await using var web = new TestWeb();
        await web.InitializeAsync();
        web.Settings["Worker:InProcess"] = isInside ? "true" : "false";
        using var browser = await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Admin));

        var page = await Page.OpenAsync(browser, "/tools");

        Assert.All([first, second], sentence => Assert.Contains(sentence, page.Text, StringComparison.Ordinal));
        Assert.Equal(
            isInside,
            page.Text.Contains("Waktu prosesor, memori dan ukuran berkasnya dibatasi.", StringComparison.Ordinal));
    }
}
