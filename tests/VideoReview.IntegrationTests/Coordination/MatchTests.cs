using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Reviewing;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>Two videos that are alike: who learns of it, and what a coordinator does with it.</summary>
public sealed class MatchTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);
    private readonly MatchStage stage = new(web);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_bytes_in_another_entry_are_a_match_once_and_versions_of_one_entry_are_none()
    {
        var (earlier, later) = (await stage.AddAsync("Posyandu"), await stage.AddAsync("Posyandu lagi"));
        var again = await entries.AddVideoAsync(later);
        await stage.SameHashAsync(earlier.VideoId!.Value, later.VideoId!.Value, again.Id);

        var found = (await stage.FindAsync(later.VideoId.Value), await stage.FindAsync(later.VideoId.Value),
            await stage.FindAsync(again.Id));

        Assert.Equal((1, 0, 1), found);
        await using var context = web.Database.NewContext();
        var match = await context.VideoMatches.SingleAsync(m => m.VideoId == later.VideoId, Stop);
        Assert.Equal(
            (earlier.VideoId.Value, MatchKind.SameBytes, 100, 100),
            (match.OtherVideoId, match.Kind, match.ConfidencePercent, match.SharePercent));
    }

    [Fact]
    public async Task Coordinator_sees_both_sides_in_list_pair_and_entry()
    {
        var (earlier, later, match) = await stage.AddMatchAsync();
        using var browser = await web.NewBrowserAsync(await people.AddAsync(Role.Coordinator));

        var list = await Page.OpenAsync(browser, "/matches?period=" + later.PeriodId);
        var pair = await Page.OpenAsync(browser, list.LinkOf("Bandingkan")!);
        var entry = await Page.OpenAsync(browser, "/entries/" + earlier.Id);

        Assert.Contains(
            "1 pasangan sangat mungkin sama, 97 % SKPD lain · periode lain " + later.EntryNumber, list.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            "80 % dari video yang lebih pendek terdapat di video yang satunya: 00.05–01.05 di video "
                + "yang lebih baru, 00.00–01.00 di video yang lebih lama.",
            pair.Text, StringComparison.Ordinal);
        Assert.Contains(earlier.Profile.Title!, pair.Text, StringComparison.Ordinal);
        Assert.True(
            pair.Has($"/videos/{later.VideoId}/play#t=5\"") && pair.Has("data-seek=\"5\" data-seek-beside=\"0\""));
        Assert.Equal("/matches/" + match.Id, entry.LinkOf(later.Profile.Title!));
        Assert.Contains(
            "pasangan video yang mungkin sama", (await Page.OpenAsync(browser, "/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_learns_that_the_videos_are_alike()
    {
        var (earlier, later, match) = await stage.AddMatchAsync();
        var coordinator = People.ActorOf(await people.AddAsync(Role.Coordinator));
        await stage.DeskAsync(desk => desk.SetAsideAsync(coordinator, match.Id, "rahasia sekali", Stop));
        var unit = await stage.UnitAsync(later.UnitId);
        var reviewer = await people.AddAsync(Role.Reviewer);
        var review = await entries.AddReviewAsync(later, reviewer, ReviewStatus.Draft, 3);

        foreach (var (person, path) in new[]
        {
            (await people.AddAsync(unit, Role.Submitter), "/own-entries/" + later.Id),
            (reviewer, "/reviews/" + review.Id),
        })
        {
            using var browser = await web.NewBrowserAsync(person);
            var page = await Page.OpenAsync(browser, path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.All(
                [earlier.Profile.Title!, "rahasia sekali", "mungkin sama", "mirip", "Kemiripan", "match-"],
                leak => Assert.DoesNotContain(leak, page.Text, StringComparison.Ordinal));
        }

        foreach (var role in new[] { Role.Submitter, Role.Reviewer, Role.Admin, Role.Observer })
        {
            var actor = People.ActorOf(await people.AddAsync(role));
            Assert.Equal((0, 0, null), await stage.ListAsync(async list => (await list.CountAsync(actor, new(), Stop),
                (await list.OfVideoAsync(actor, later.VideoId!.Value, Stop)).Count,
                await list.FindAsync(actor, match.Id, Stop))));
            Assert.Equal(
                Refusal.Forbidden, (await stage.DeskAsync(desk => desk.UndoAsync(actor, match.Id, Stop))).Refusals[0]);
        }
    }

    [Fact]
    public async Task Pair_is_set_aside_with_a_reason_and_put_back()
    {
        var (earlier, later, match) = await stage.AddMatchAsync();
        var account = await people.AddAsync(Role.Coordinator);
        using var browser = await web.NewBrowserAsync(account);
        var (pair, waiting) =
            (await Page.OpenAsync(browser, "/matches/" + match.Id), "/matches?period=" + later.PeriodId);

        var empty = await MatchStage.ActAsync(pair, "set-aside", " ");
        var done = await MatchStage.ActAsync(pair, "set-aside", "Kedua SKPD membuat video bersama.");
        var repeated = await MatchStage.ActAsync(pair, "set-aside", "Sekali lagi.");
        var (without, aside) = ((await Page.OpenAsync(browser, waiting)).Text,
            (await Page.OpenAsync(browser, waiting + "&aside=yes")).Text);
        var back = await MatchStage.ActAsync(
            await Page.OpenAsync(browser, "/matches/" + match.Id), "undo-set-aside", null);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "/matches", HttpStatusCode.Conflict),
            (empty.Status, done.Location, repeated.Status));
        Assert.Contains("Tulis alasannya.", empty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(later.Profile.Title!, without, StringComparison.Ordinal);
        Assert.Contains("Disingkirkan oleh " + account.DisplayName, aside, StringComparison.Ordinal);
        Assert.Contains("Kedua SKPD membuat video bersama.", aside, StringComparison.Ordinal);
        Assert.Contains("sangat mungkin sama, 97 %", (await back.FollowAsync()).Text, StringComparison.Ordinal);
        Assert.Contains(later.Profile.Title!, (await Page.OpenAsync(browser, waiting)).Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        var told = await context.Events.Where(e => e.EntryId == earlier.Id || e.EntryId == later.Id).OrderBy(e => e.Seq)
            .Select(e => new { e.Act, e.ActorId, e.Audience, e.Reason }).ToListAsync(Stop);
        Assert.Equal(
            [
                "coordination.match-set-aside", "coordination.match-set-aside", "coordination.match-taken-up",
                "coordination.match-taken-up",
            ],
            told.Select(e => e.Act));
        Assert.All(told, e => Assert.Equal((account.Id, EventAudience.Staff), (e.ActorId, e.Audience)));
        Assert.Equal("Kedua SKPD membuat video bersama.", told[0].Reason);
    }

    [Fact]
    public async Task Match_with_own_units_video_is_read_without_an_act()
    {
        var (earlier, later, match) = await stage.AddMatchAsync();
        foreach (var unitId in new[] { earlier.UnitId, later.UnitId })
        {
            using var browser = await web.NewBrowserAsync(
                await people.AddAsync(await stage.UnitAsync(unitId), Role.Coordinator));

            var pair = await Page.OpenAsync(browser, "/matches/" + match.Id);
            var sent = await MatchStage.ActAsync(pair, "set-aside", "Bukan masalah.");

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (pair.Status, sent.Status));
            Assert.DoesNotContain("Singkirkan: bukan masalah", pair.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Video_that_was_replaced_or_whose_entry_ended_waits_for_nobody()
    {
        var ((_, replaced, _), (_, rejected, _), (withdrawn, kept, _)) =
            (await stage.AddMatchAsync(), await stage.AddMatchAsync(), await stage.AddMatchAsync());
        await entries.AddVideoAsync(replaced);
        await entries.AddVersionAsync(replaced);
        await using (var context = web.Database.NewContext())
        {
            await context.Entries.Where(s => s.Id == rejected.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(s => s.Status, EntryStatus.Rejected), Stop);
            await context.Entries.Where(s => s.Id == withdrawn.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(s => s.Status, EntryStatus.Withdrawn), Stop);
        }

        var actor = People.ActorOf(await people.AddAsync(Role.Coordinator));
        foreach (var entry in new[] { replaced, rejected, kept })
        {
            Assert.Equal((0, 0), await stage.ListAsync(async list => (
                await list.CountAsync(actor, new(entry.PeriodId), Stop),
                (await list.PageAsync(actor, new(entry.PeriodId), 1, Stop)).Lines.Count)));
        }
    }
}
