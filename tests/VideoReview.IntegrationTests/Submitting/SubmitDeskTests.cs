using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

/// <summary>How an entry is sent, and what keeps it back.</summary>
public sealed class SubmitDeskTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly SubmitStage stage = new(desks);

    [Fact]
    public async Task Submit_makes_a_version_with_number_and_receipt()
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Inspecting);

        var receipt = (await stage.SubmitAsync(actor, entry)).Value;

        var row = await stage.Entries.ReadAsync(entry.Id);
        await using var context = desks.Database.NewContext();
        var version = await context.EntryVersions.SingleAsync(v => v.EntryId == entry.Id);
        var video = await context.Videos.SingleAsync(v => v.Id == entry.VideoId);
        Assert.Equal(
            (EntryStatus.Submitted, "2026-0001", version.Id, version.SubmittedAt),
            (row.Status, row.EntryNumber, row.CurrentVersionId, row.SubmittedAt));
        Assert.Equal((1, entry.VideoId, actor.AccountId), (version.Number, version.VideoId, version.SubmittedBy));
        Assert.Equal(entry.Profile, version.Profile);
        Assert.Equal(new Receipt("2026-0001", 1, version.ReceiptHash, version.SubmittedAt), receipt);
        Assert.Equal(
            Receipt.HashOf(
                "2026-0001", 1, version.Profile, version.Declarations, video.Sha256, version.SubmittedBy,
                version.SubmittedAt),
            receipt.Hash);
        Assert.Equal([("entries.submitted", "draft", "submitted")], await stage.MovesAsync(entry));
    }

    [Fact]
    public void Receipt_changes_with_anything_that_was_sent()
    {
        var (profile, by, at) = (EntryBuilder.CompleteProfile, Guid.NewGuid(), DateTimeOffset.UnixEpoch);
        string[] hashes =
        [
            Receipt.HashOf("2026-0001", 1, profile, ["original_work"], "ab", by, at),
            Receipt.HashOf("2026-0002", 1, profile, ["original_work"], "ab", by, at),
            Receipt.HashOf("2026-0001", 2, profile, ["original_work"], "ab", by, at),
            Receipt.HashOf("2026-0001", 1, profile with { Title = "Lain" }, ["original_work"], "ab", by, at),
            Receipt.HashOf("2026-0001", 1, profile, ["decent_content"], "ab", by, at),
            Receipt.HashOf("2026-0001", 1, profile, ["original_work"], "cd", by, at),
            Receipt.HashOf("2026-0001", 1, profile, ["original_work"], "ab", Guid.NewGuid(), at),
            Receipt.HashOf("2026-0001", 1, profile, ["original_work"], "ab", by, at.AddTicks(10)),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Receipt.HashOf(
            "2026-0001", 1, profile with { }, ["original_work"], "ab", by, at.ToOffset(TimeSpan.FromHours(8))));
    }

    [Theory]
    [InlineData(true, EntryStatus.Ready)]
    [InlineData(false, EntryStatus.Submitted)]
    public async Task Submit_with_a_playable_video_is_accepted_when_the_period_says_so(
        bool automatically, EntryStatus status)
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Playable, p => p.AcceptsAutomatically = automatically);

        Assert.True((await stage.SubmitAsync(actor, entry)).IsDone);

        Assert.Equal(status, (await stage.Entries.ReadAsync(entry.Id)).Status);
    }

    [Fact]
    public async Task Numbers_are_unique_and_without_gaps_under_twenty_submits_at_once()
    {
        var period = await stage.Entries.AddPeriodAsync();
        var drafts = new List<(Entry Entry, Actor Actor)>();
        for (var i = 0; i < 20; i++)
        {
            drafts.Add(await stage.DraftAsync(period, VideoStatus.Playable));
        }

        var receipts = await Task.WhenAll(drafts.Select(draft => stage.SubmitAsync(draft.Actor, draft.Entry)));

        Assert.Equal(
            Enumerable.Range(1, 20).Select(n => $"2026-{n:0000}"),
            receipts.Select(r => r.Value.EntryNumber).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Submit_twice_at_once_is_done_once()
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Inspecting);

        var submits = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stage.SubmitAsync(actor, entry)));

        Assert.Equal(1, submits.Count(s => s.IsDone));
        Assert.All(
            submits.Where(s => !s.IsDone),
            s => Assert.Equal("entries.already-done", Assert.Single(s.Refusals).Sentence.Code));
        await using var context = desks.Database.NewContext();
        Assert.Equal(1, await context.EntryVersions.CountAsync(v => v.EntryId == entry.Id));
    }

    [Fact]
    public async Task Submit_names_everything_that_is_missing()
    {
        var (entry, actor) = await stage.DraftAsync(
            VideoStatus.Refused,
            change: e => (e.Profile, e.Declarations) = (new Profile { Title = "Judul" }, ["original_work"]));

        var refusals = (await stage.SubmitAsync(actor, entry)).Refusals;

        Assert.Equal(
            ["stage", "kind", "form", "sector", "initiator", "summary", "video", "declarations"],
            refusals.Select(r => r.Field));
        Assert.Equal(EntryStatus.Draft, (await stage.Entries.ReadAsync(entry.Id)).Status);
        Assert.Null((await stage.Entries.ReadAsync(entry.Id)).EntryNumber);
    }

    [Fact]
    public async Task Submit_of_a_form_opened_before_another_save_is_stale()
    {
        var (entry, actor) = await stage.DraftAsync(VideoStatus.Playable);

        var submit = await stage.ActAsync<SubmitDesk, Outcome<Receipt>>(
            desk => desk.SubmitAsync(actor, entry.Id, "0000000000000000", TestContext.Current.CancellationToken));

        Assert.Equal([Refusal.Stale], submit.Refusals);
    }

    [Fact]
    public async Task Submit_after_the_closing_follows_the_upload()
    {
        var now = desks.Time.GetUtcNow();
        var period = await stage.Entries.AddPeriodAsync(change: p => p.ClosesAt = now.AddMinutes(-30));
        async Task<Outcome<Receipt>> SentAsync(double begun, double completed)
        {
            var (entry, actor) = await stage.DraftAsync(period, null);
            await stage.Entries.AddVideoAsync(
                entry, VideoStatus.Playable,
                u => (u.BegunAt, u.CompletedAt) = (now.AddMinutes(begun), now.AddMinutes(completed)));
            return await stage.SubmitAsync(actor, entry);
        }

        Assert.True((await SentAsync(begun: -31, completed: -14)).IsDone);
        Assert.Equal(
            "entries.closed", Assert.Single((await SentAsync(begun: -31, completed: -15)).Refusals).Sentence.Code);
        Assert.Equal(
            "entries.closed", Assert.Single((await SentAsync(begun: -30, completed: -14)).Refusals).Sentence.Code);
    }

    [Fact]
    public async Task Submit_by_anybody_but_the_own_unit_is_refused()
    {
        var (entry, _) = await stage.DraftAsync(VideoStatus.Playable);
        var stranger = People.ActorOf(
            await stage.People.AddAsync(await stage.People.AddUnitAsync(), Role.Submitter, Role.Coordinator));

        Assert.Equal([Refusal.NotFound], (await stage.SubmitAsync(stranger, entry)).Refusals);
    }

    [Theory]
    [InlineData(EntryStatus.Ready)]
    [InlineData(EntryStatus.InReview)]
    [InlineData(EntryStatus.Decided)]
    [InlineData(EntryStatus.Withdrawn)]
    [InlineData(EntryStatus.Rejected)]
    public async Task Submit_from_another_status_is_refused(EntryStatus status)
    {
        var (entry, actor) = await stage.DraftAsync(await stage.Entries.AddPeriodAsync(), VideoStatus.Playable, status);

        Assert.Equal(
            "entries.wrong-status", Assert.Single((await stage.SubmitAsync(actor, entry)).Refusals).Sentence.Code);
    }
}
