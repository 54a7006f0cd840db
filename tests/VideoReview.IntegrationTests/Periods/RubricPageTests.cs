using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>
/// The rubric's editor over HTTP, buttons without script included; and the pages of a period that is not there.
/// </summary>
public sealed class RubricPageTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly PeriodPages pages = new(web);

    [Fact]
    public async Task Half_points_are_one_field()
    {
        var (browser, path) = await NewAsync();

        await (await (await Page.OpenAsync(browser, path))
            .SendAsync("rubric", ("Input.Act", "save"), ("Input.Step", "0,5"))).FollowAsync();

        Assert.Equal(StandardRubric.Make().Points.Count, (await RubricAsync(path)).Points.Count);
        Assert.Equal(0.5m, (await RubricAsync(path)).Step);
        Assert.Contains("3,5", (await Page.OpenAsync(browser, path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixth_point_is_added_filled_in_moved_and_saved()
    {
        var (browser, path) = await NewAsync();

        var added = await (await Page.OpenAsync(browser, path)).SendAsync("rubric", ("Input.Act", "point-add"));
        var early = await added.SendAsync("rubric", ("Input.Act", "save"));
        var moved = await early.SendAsync("rubric", [("Input.Act", "point-up:5"), .. Sixth(5)]);
        var heavy = await moved.SendAsync("rubric", ("Input.Act", "save"));
        var saved = await (await moved.SendAsync(
            "rubric", ("Input.Act", "save"), ("Input.Points[0].Weight", "10"), ("Input.Points[1].Weight", "10")))
            .FollowAsync();

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK),
            (added.Status, early.Status, moved.Status));
        Assert.Contains("Unsur 6: Isi nama unsur dalam kedua bahasa", early.Text, StringComparison.Ordinal);
        Assert.Contains("Jumlah bobot sekarang 120 %, harus 100 %.", moved.Text, StringComparison.Ordinal);
        Assert.Equal(1 + 2, heavy.Text.Split("Jumlah bobot").Length);
        Assert.Contains("Jumlah bobot 100 %.", saved.Text, StringComparison.Ordinal);
        var rubric = await RubricAsync(path);
        Assert.Equal(
            ["background", "idea-gathering", "idea-selection", "benefit", "keeps-going-on", "impact"],
            rubric.Points.Select(p => p.Code));
        Assert.Equal(new(0, new("Tidak ada 0", "Absent 0")), rubric.Points[4].Anchors[0]);
    }

    [Fact]
    public async Task Point_is_removed_and_moved_down()
    {
        var (browser, path) = await NewAsync();

        var removed = await (await Page.OpenAsync(browser, path)).SendAsync("rubric", ("Input.Act", "point-remove:1"));
        var moved = await removed.SendAsync("rubric", ("Input.Act", "point-down:0"));

        Assert.Equal(
            ["idea-selection", "background", "benefit", "impact", null],
            Enumerable.Range(0, 5).Select(i => moved.Value("rubric", $"Input.Points[{i}].Code")));
        Assert.Equal(5, (await RubricAsync(path)).Points.Count);
    }

    [Fact]
    public async Task Other_scale_wants_other_anchors_and_forgets_none()
    {
        var (browser, path) = await NewAsync();

        var shorter = await (await Page.OpenAsync(browser, path))
            .SendAsync("rubric", ("Input.Act", "look"), ("Input.HighestScore", "3"));
        var longer = await shorter.SendAsync("rubric", ("Input.Act", "look"), ("Input.HighestScore", "5"));
        var saved = await shorter.SendAsync("rubric", ("Input.Act", "save"));

        Assert.Equal(HttpStatusCode.OK, shorter.Status);
        Assert.Equal(
            StandardRubric.Make().Points[0].Anchors[4].Text.Id,
            longer.Value("rubric", "Input.Points[0].Anchors[4].Id"));
        Assert.Equal(("5", ""), (longer.Value("rubric", "Input.Points[0].Anchors[5].Score"),
            longer.Value("rubric", "Input.Points[0].Anchors[5].Id")));
        Assert.Contains(
            "Isi penjelasan setiap nilai bulat 0 sampai 5 dalam kedua bahasa", longer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.All(
            (await RubricAsync(path)).Points, point => Assert.Equal([0, 1, 2, 3], point.Anchors.Select(a => a.Score)));
    }

    [Fact]
    public async Task Level_is_added_and_removed()
    {
        var (browser, path) = await NewAsync();

        var added = await (await Page.OpenAsync(browser, path)).SendAsync("rubric", ("Input.Act", "level-add"));
        var removed = await added.SendAsync(
            "rubric", ("Input.Act", "level-remove:1"), ("Input.Levels[4].FromPointsMet", "6"),
            ("Input.Levels[4].Parameter", "4"));

        Assert.Equal(
            ["0", "3", "5", "6"],
            Enumerable.Range(0, 4).Select(i => removed.Value("rubric", $"Input.Levels[{i}].FromPointsMet")));
    }

    [Fact]
    public async Task What_cannot_be_read_stays_as_typed()
    {
        var (browser, path) = await NewAsync();

        var refused = await (await Page.OpenAsync(browser, path))
            .SendAsync("rubric", ("Input.Act", "save"), ("Input.Points[2].Weight", "dua puluh"), ("Input.Step", "½"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(
            ("dua puluh", "½"),
            (refused.Value("rubric", "Input.Points[2].Weight"), refused.Value("rubric", "Input.Step")));
        Assert.Equal(20m, (await RubricAsync(path)).Points[2].Weight);
    }

    [Fact]
    public async Task Stale_save_shows_both_and_the_next_one_counts()
    {
        var (browser, path) = await NewAsync();

        var first = await Page.OpenAsync(browser, path);
        var second = await Page.OpenAsync(browser, path);
        await (await first.SendAsync("rubric", ("Input.Act", "save"), ("Input.LevelWeight", "7"))).FollowAsync();
        var stale = await second.SendAsync("rubric", ("Input.Act", "save"), ("Input.CommentUpTo", "2"));
        var saved = await stale.SendAsync("rubric", ("Input.Act", "save"));

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Yang sudah disimpan orang lain", stale.Text, StringComparison.Ordinal);
        Assert.Equal("2", stale.Value("rubric", "Input.CommentUpTo"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal((2m, 4m), ((await RubricAsync(path)).CommentUpTo, (await RubricAsync(path)).LevelWeight));
    }

    [Fact]
    public async Task Frozen_rubric_is_shown_with_its_sentence_and_without_a_form()
    {
        var (browser, path) = await NewAsync();
        await using (var context = web.Database.NewContext())
        {
            var id = Guid.Parse(path.Split('/')[2]);
            (await context.RubricVersions.SingleAsync(v => v.PeriodId == id)).FrozenAt = new DateTimeOffset(
                2026, 11, 22, 6, 30, 0, TimeSpan.Zero);
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var page = await Page.OpenAsync(browser, path);

        Assert.Contains(
            "Rubrik sudah dipakai menilai sejak 22 November 2026 13.30 WIB dan tidak dapat diubah.", page.Text,
            StringComparison.Ordinal);
        Assert.False(page.HasForm("rubric"));
    }

    [Fact]
    public async Task Unknown_period_is_not_found()
    {
        var browser = await pages.CoordinatorAsync();

        foreach (var part in new[] { "", "/edit", "/rubric" })
        {
            Assert.Equal(
                HttpStatusCode.NotFound, (await Page.OpenAsync(browser, $"/periods/{Guid.NewGuid()}{part}")).Status);
        }
    }

    private static (string, string?)[] Sixth(int index) =>
    [
        ($"Input.Points[{index}].NameId", "Keberlanjutan"),
        ($"Input.Points[{index}].NameEn", "Keeps going on!"),
        ($"Input.Points[{index}].QuestionId", "Apakah berlanjut?"),
        ($"Input.Points[{index}].QuestionEn", "Does it go on?"),
        ($"Input.Points[{index}].Weight", "20"),
        .. Enumerable.Range(0, 5).SelectMany(i => new (string, string?)[]
        {
            ($"Input.Points[{index}].Anchors[{i}].Id", $"Tidak ada {i}"),
            ($"Input.Points[{index}].Anchors[{i}].En", $"Absent {i}"),
        }),
    ];

    private async Task<(HttpClient Browser, string Path)> NewAsync()
    {
        var browser = await pages.CoordinatorAsync();
        return (browser, await PeriodPages.NewAsync(browser) + "/rubric");
    }

    private async Task<Rubric> RubricAsync(string path)
    {
        var id = Guid.Parse(path.Split('/')[2]);
        await using var context = web.Database.NewContext();
        return (await context.RubricVersions.AsNoTracking()
            .SingleAsync(v => v.PeriodId == id, TestContext.Current.CancellationToken)).Rubric;
    }
}
