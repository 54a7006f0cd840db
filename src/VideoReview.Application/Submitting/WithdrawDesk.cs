using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Submitting;

namespace VideoReview.Application.Submitting;

/// <summary>How the unit takes an entry out, and back in.</summary>
public sealed class WithdrawDesk(
    ReviewDbContext database, OwnEntryLock entries, EntryMoves moves, Deadlines deadlines, ReviewMoves reviews,
    NoticeBoard notices)
{
    /// <summary>
    /// Takes the entry out of the assessment; open reviews are cancelled, their drafts kept.
    /// Refuses once it is being reviewed.
    /// </summary>
    /// <param name="reason">As typed; may be empty.</param>
    public Task<Outcome> WithdrawAsync(Actor actor, Guid id, string? reason, CancellationToken cancellation) =>
        ActAsync(
            actor,
            id,
            async own =>
            {
                var (entry, given, wasSent) = (own.Entry, string.IsNullOrWhiteSpace(reason) ? null : reason,
                    own.Entry.Status is not EntryStatus.Draft);
                if (given is not null && ReasonRule.WhyNot(given) is { } tooLong)
                {
                    return tooLong;
                }

                var withdrawn = await WithdrawAsync(actor, own, given, cancellation);
                if (withdrawn.IsDone && wasSent)
                {
                    var sentence = Sentence.Of("submitting.notice-withdrawn", ("number", entry.EntryNumber));
                    var news = new News(
                        EntryMoves.ActOf(EntryMove.Withdraw), entry.PeriodId, entry.Id, sentence,
                        "/entries/" + entry.Id);
                    await notices.TellAllAsync(Role.Coordinator, news, cancellation);
                }

                return withdrawn;
            },
            cancellation);

    /// <summary>Makes a withdrawn entry a draft again. Refuses after the closing.</summary>
    public Task<Outcome> UnwithdrawAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        ActAsync(actor, id, own => UnwithdrawAsync(actor, own, cancellation), cancellation);

    /// <summary>
    /// Makes an entry whose video can never be watched a draft again, in one step, so that another video can be sent.
    /// Refuses any other entry, and after the closing. Nobody is told: the entry is not gone, and
    /// what comes back is sent anew.
    /// </summary>
    public Task<Outcome> ReplaceVideoAsync(Actor actor, Guid id, CancellationToken cancellation) => ActAsync(
        actor,
        id,
        async own =>
        {
            var sent = await database.EntryVersions.Where(e => e.Id == own.Entry.CurrentVersionId)
                .Join(database.Videos, e => e.VideoId, v => v.Id, (e, v) => (VideoStatus?)v.Status)
                .SingleOrDefaultAsync(cancellation);
            if (SubmitRules.WhyNotReplaceVideo(own.Entry.Status, sent) is { } refusal)
            {
                return refusal;
            }

            var withdrawn = await WithdrawAsync(actor, own, null, cancellation);
            return withdrawn.IsDone ? await UnwithdrawAsync(actor, own, cancellation) : withdrawn;
        },
        cancellation);

    private async Task<Outcome> ActAsync(
        Actor actor, Guid id, Func<OwnEntry, Task<Outcome>> act, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await entries.LockAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome.Of(found.Refusals);
        }

        var outcome = await act(found.Value);
        if (outcome.IsDone)
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return outcome;
    }

    private async Task<Outcome> WithdrawAsync(
        Actor actor, OwnEntry own, string? reason, CancellationToken cancellation)
    {
        var moved = moves.Move(
            actor, own.Entry, EntryMove.Withdraw, new MoveFacts { Period = own.Period.Status, Reason = reason });
        if (moved.IsDone)
        {
            own.Entry.ForgetReturn();
            await reviews.CancelOpenAsync(actor, own.Locked, reason, cancellation);
        }

        return moved;
    }

    private async Task<Outcome> UnwithdrawAsync(Actor actor, OwnEntry own, CancellationToken cancellation)
    {
        var deadline = await deadlines.OfAsync(own.Entry, own.Period, cancellation);
        return moves.Move(
            actor, own.Entry, EntryMove.Unwithdraw,
            new MoveFacts { Period = own.Period.Status, SubmitUntil = deadline.Due });
    }
}
