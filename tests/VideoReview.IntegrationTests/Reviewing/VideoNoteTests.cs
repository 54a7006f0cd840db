using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Notes on a video as the author, the reviewer and the coordinator read them.</summary>
public sealed class VideoNoteTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    [Fact]
    public async Task Author_reads_where_what_and_what_to_do()
    {
        var (page, address) = await OpenAsync(Role.Submitter);

        Assert.Contains("03.12,4–03.15,0 Gambar rusak di sini. Periksa berkas aslinya", page, StringComparison.Ordinal);
        Assert.Contains("Suara pelan (-34,2 LUFS). Keraskan suara", page, StringComparison.Ordinal);
        Assert.Contains("Catatan mutu", page, StringComparison.Ordinal);
        Assert.StartsWith("/own-entries/", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    public async Task Reviewer_and_coordinator_read_where_and_what(Role role)
    {
        var (page, _) = await OpenAsync(role);

        Assert.Contains("03.12,4–03.15,0 Gambar rusak di sini.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Periksa berkas aslinya", page, StringComparison.Ordinal);
    }

    private async Task<(string Text, string Address)> OpenAsync(Role role)
    {
        var unit = await people.AddUnitAsync();
        var author = await people.AddAsync(unit, Role.Submitter);
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, EntryStatus.Ready, by: author);
        await using (var context = web.Database.NewContext())
        {
            context.VideoNotes.AddRange(
                new VideoNote
                {
                    VideoId = entry.VideoId!.Value, Position = 1,
                    Sentence = Sentence.Of("media.note-quiet", ("loudness", -34.2m)),
                },
                new VideoNote
                {
                    VideoId = entry.VideoId!.Value, Position = 2, Sentence = Sentence.Of("media.note-damaged"),
                    FromMilliseconds = 192_400, ToMilliseconds = 195_000,
                });
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var person = role is Role.Submitter ? author : await people.AddAsync(role);
        var address = role switch
        {
            Role.Submitter => "/own-entries/" + entry.Id,
            Role.Reviewer => "/reviews/" + (await entries.AddReviewAsync(entry, person, ReviewStatus.Assigned)).Id,
            _ => "/entries/" + entry.Id,
        };
        using var browser = await web.NewBrowserAsync(person);
        return ((await Page.OpenAsync(browser, address)).Text, address);
    }
}
