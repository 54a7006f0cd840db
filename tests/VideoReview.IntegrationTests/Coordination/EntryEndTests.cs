using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Coordination;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>An entry that a coordinator ends, and the way back.</summary>
public sealed class EntryEndTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);
    private readonly EntryStage stage = new(desks);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reject_and_undo_lead_back_and_tell_the_unit()
    {
        var unit = await people.AddUnitAsync();
        var submitter = await people.AddAsync(unit, Role.Submitter);
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Returned, unit: unit);

        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.RejectAsync(coordinator, entry.Id, "Bukan inovasi.", Cancellation)));
        Assert.Equal((EntryStatus.Rejected, "entries.rejected"), await stage.StandsAsync(entry));
        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.UndoRejectAsync(coordinator, entry.Id, "Salah baca.", Cancellation)));

        Assert.Equal((EntryStatus.Returned, "entries.rejection-undone"), await stage.StandsAsync(entry));
        await using var context = desks.Database.NewContext();
        Assert.Single(await context.DatedEffects.Where(e => e.SubjectId == entry.Id && e.DoneAt == null)
            .ToListAsync(Cancellation));
        Assert.Equal(
            ["coordination.rejected-notice", "coordination.rejection-undone-notice"],
            await context.Notices.Where(n => n.AccountId == submitter.Id).OrderBy(n => n.Id).Select(n => n.Code)
                .ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Disqualify_and_undo_lead_back_to_where_it_stood()
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Reviewed);

        Assert.Equal(
            Outcome.Done,
            await ActAsync(desk => desk.DisqualifyAsync(coordinator, entry.Id, "Bukan karya sendiri.", Cancellation)));
        Assert.Equal(EntryStatus.Disqualified, (await entries.ReadAsync(entry.Id)).Status);
        Assert.Equal(Outcome.Done, await ActAsync(
            desk => desk.UndoDisqualifyAsync(coordinator, entry.Id, "Terbukti karya sendiri.", Cancellation)));

        Assert.Equal((EntryStatus.Reviewed, "entries.disqualification-undone"), await stage.StandsAsync(entry));
    }

    [Fact]
    public async Task Repeated_act_says_that_it_is_done_already()
    {
        var (coordinator, entry) = await stage.StandAsync(EntryStatus.Rejected);

        Assert.Equal(
            ["entries.already-done"],
            Codes(await ActAsync(desk => desk.RejectAsync(coordinator, entry.Id, "Lagi.", Cancellation))));
    }

    private Task<Outcome> ActAsync(Func<EntryDesk, Task<Outcome>> act) => desks.ActAsync(act);

    private static IEnumerable<string> Codes(Outcome outcome) => outcome.Refusals.Select(r => r.Sentence.Code);
}
