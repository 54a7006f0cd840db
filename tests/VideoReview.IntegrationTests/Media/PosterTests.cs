using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Media;

/// <summary>The author chooses the picture that stands for the video.</summary>
public sealed class PosterTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Author_chooses_on_the_entrys_page_and_every_list_shows_it()
    {
        var (entry, author) = await EntryAsync(EntryStatus.Draft);
        using var browser = await web.NewBrowserAsync(author);
        var page = await Page.OpenAsync(browser, "/own-entries/" + entry.Id);

        using var answer = await PostAsync(browser, page, entry, "3");

        Assert.Equal(
            (HttpStatusCode.SeeOther, "/own-entries/" + entry.Id),
            (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Contains(
            "Gambar sampul dipakai.", (await Page.OpenAsync(browser, "/own-entries/" + entry.Id)).Text,
            StringComparison.Ordinal);
        using var list = await browser.GetAsync("/own-entries", Stop);
        Assert.Contains(
            Hash(PictureKind.PosterSmall, 3), await list.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        var told = await context.Events.Where(e => e.SubjectId == entry.VideoId && e.Act == "media.poster-chosen")
            .ToListAsync(Stop);
        Assert.Equal([(author.Id, "1", "3")], told.Select(e => (e.ActorId!.Value, e.From!, e.To!)));
    }

    [Fact]
    public async Task Same_choice_again_is_done_and_no_event()
    {
        var (entry, author) = await EntryAsync(EntryStatus.Submitted);

        Assert.True((await ChooseAsync(author, entry, 1)).IsDone);

        await using var context = web.Database.NewContext();
        Assert.False(await context.Events.AnyAsync(e => e.SubjectId == entry.VideoId, Stop));
    }

    [Theory]
    [InlineData(EntryStatus.InReview, 2, "media.poster-closed")]
    [InlineData(EntryStatus.Draft, 6, "media.poster-missing")]
    [InlineData(EntryStatus.Draft, 0, "media.poster-missing")]
    public async Task Choice_is_refused_once_reviewed_or_without_such_a_poster(
        EntryStatus status, int position, string code)
    {
        var (entry, author) = await EntryAsync(status);

        var outcome = await ChooseAsync(author, entry, position);

        Assert.Equal([code], outcome.Refusals.Select(refusal => refusal.Sentence.Code));
    }

    [Fact]
    public async Task Nobody_else_chooses()
    {
        var (entry, _) = await EntryAsync(EntryStatus.Draft);
        var stranger = await people.AddAsync(await people.AddUnitAsync(), Role.Submitter);

        Assert.Equal(
            [RefusalKind.NotFound], (await ChooseAsync(stranger, entry, 2)).Refusals.Select(refusal => refusal.Kind));
        await using var context = web.Database.NewContext();
        Assert.Equal(1, (await context.Videos.SingleAsync(v => v.Id == entry.VideoId, Stop)).PosterPosition);
    }

    private async Task<(Entry Entry, Account Author)> EntryAsync(EntryStatus status)
    {
        var unit = await people.AddUnitAsync();
        var author = await people.AddAsync(unit, Role.Submitter);
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, status, by: author);
        await using var context = web.Database.NewContext();
        foreach (var (kind, position) in new[] { PictureKind.Poster, PictureKind.PosterSmall }
            .SelectMany(kind => Enumerable.Range(1, 5).Select(position => (kind, position))))
        {
            context.VideoPictures.Add(new()
            {
                Id = Guid.CreateVersion7(), VideoId = entry.VideoId!.Value, Kind = kind, Position = position,
                AtMilliseconds = position, WidthPixels = 320, HeightPixels = 180, SizeBytes = 1,
                Sha256 = Hash(kind, position), ObjectKey = $"picture/{entry.VideoId:N}/{Hash(kind, position)}.jpg",
                MediaType = "image/jpeg",
            });
        }

        await context.SaveChangesAsync(Stop);
        return (entry, author);
    }

    private static string Hash(PictureKind kind, int position) => new string(kind is PictureKind.Poster ? 'a' : 'b', 63)
        + position.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser, Page page, Entry entry, string position)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = page.Token!, ["position"] = position,
            ["back"] = "/own-entries/" + entry.Id,
        });
        return await browser.PostAsync($"/videos/{entry.VideoId}/poster", form, Stop);
    }

    private async Task<Outcome> ChooseAsync(Account who, Entry entry, int position)
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PosterDesk>()
            .ChooseAsync(People.ActorOf(who), entry.VideoId!.Value, position, Stop);
    }
}
