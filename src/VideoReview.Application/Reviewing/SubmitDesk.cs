using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Submissions;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Reviewing;

/// <summary>The unit's own moves of an entry: send, send again, withdraw and take back. Each locks period, entry and reviews, in this order.</summary>
public sealed class SubmitDesk(ReviewDbContext database, EntryScope scope, EntryMoves moves, Deadlines deadlines, ReviewMoves reviews, NoticeBoard notices, TimeProvider time)
{
    /// <summary>
    /// Makes a new immutable version of what the form shows and sends it; accepts it at once when the period says so and its video is playable.
    /// Refuses whatever is missing, after the closing, and a form opened before somebody else saved.
    /// </summary>
    /// <param name="shown">Version of the form that the sender saw.</param>
    public async Task<Outcome<Receipt>> SubmitAsync(Actor actor, Guid id, string shown, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await LockAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<Receipt>.Refused(found.Refusals);
        }

        var (period, entry, old) = found.Value;
        var move = entry.Status is SubmissionStatus.Returned ? SubmissionMove.Resubmit : SubmissionMove.Submit;
        if (SubmissionLife.LeadsFrom(move, entry.Status) && DraftForm.VersionOf(entry) != shown)
        {
            return Refusal.Stale;
        }

        var video = await database.Videos.AsNoTracking().SingleOrDefaultAsync(v => v.Id == entry.VideoId, cancellation);
        var facts = await FactsAsync(period, entry, video, cancellation);
        if (SubmissionLife.WhyNot(move, entry.Status, facts, time.GetUtcNow()) is { Count: > 0 } refusals)
        {
            return Outcome<Receipt>.Refused(refusals);
        }

        var version = await SnapshotAsync(actor, period, entry, video!, cancellation);
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["version"] = version.Number, ["receipt"] = version.ReceiptHash };
        Require(moves.Move(actor, entry, move, facts, data));
        End(actor, old, ReviewMove.Supersede, null);
        if (period.AcceptsAutomatically && facts.VideoIsPlayable)
        {
            Require(moves.Move(null, entry, SubmissionMove.Accept, facts));
        }

        if (move is SubmissionMove.Resubmit)
        {
            await TellCoordinatorsAsync("submissions.notice-resubmitted", entry, cancellation);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Receipt(entry.EntryNumber!, version.Number, version.ReceiptHash, version.SubmittedAt);
    }

    /// <summary>Takes the entry out of the assessment; open reviews are cancelled, their drafts kept. Refuses once it is being reviewed.</summary>
    /// <param name="reason">As typed; may be empty.</param>
    public async Task<Outcome> WithdrawAsync(Actor actor, Guid id, string? reason, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await LockAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome.Of(found.Refusals);
        }

        var (period, entry, open) = found.Value;
        var (given, wasSent) = (string.IsNullOrWhiteSpace(reason) ? null : reason, entry.Status is not SubmissionStatus.Draft);
        if (given is not null && ReasonRule.WhyNot(given) is { } tooLong)
        {
            return tooLong;
        }

        var moved = moves.Move(actor, entry, SubmissionMove.Withdraw, new MoveFacts { Period = period.Status, Reason = given });
        if (!moved.IsDone)
        {
            return moved;
        }

        ForgetReturn(entry);
        End(actor, open, ReviewMove.Cancel, given);
        if (wasSent)
        {
            await TellCoordinatorsAsync("submissions.notice-withdrawn", entry, cancellation);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome.Done;
    }

    /// <summary>Makes a withdrawn entry a draft again. Refuses after the closing.</summary>
    public async Task<Outcome> UnwithdrawAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await LockAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome.Of(found.Refusals);
        }

        var (period, entry, _) = found.Value;
        var deadline = await deadlines.OfAsync(entry, period, cancellation);
        var moved = moves.Move(actor, entry, SubmissionMove.Unwithdraw, new MoveFacts { Period = period.Status, SubmitUntil = deadline.Due });
        if (moved.IsDone)
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return moved;
    }

    /// <summary>Period first, because the number of a first submit is counted on it; NO KEY UPDATE, so that drafts can still be begun beside it.</summary>
    private async Task<Outcome<(Period Period, Submission Entry, IReadOnlyList<Review> Reviews)>> LockAsync(Actor actor, Guid id, CancellationToken cancellation)
    {
        var periodId = await scope.ReadableBy(actor).Where(s => s.Id == id).Select(s => (Guid?)s.PeriodId).SingleOrDefaultAsync(cancellation);
        if (periodId is null)
        {
            return Refusal.NotFound;
        }

        var period = await database.Periods.FromSql($"SELECT *, xmin FROM period WHERE id = {periodId} FOR NO KEY UPDATE").SingleAsync(cancellation);
        await database.Entry(period).ReloadAsync(cancellation);
        var entry = await scope.LockOwnAsync(actor, id, cancellation);
        return entry.IsDone
            ? (period, entry.Value, (await reviews.LockAsync(id, cancellation))!.Reviews)
            : Outcome<(Period, Submission, IReadOnlyList<Review>)>.Refused(entry.Refusals);
    }

    /// <summary>What was written is kept; reviews that the move does not touch (declined, conflicts) are remembered for the next version.</summary>
    private void End(Actor actor, IReadOnlyList<Review> ended, ReviewMove move, string? reason)
    {
        foreach (var review in ended.Where(r => ReviewLife.LeadsFrom(move, r.Status)))
        {
            Require(reviews.Move(actor, review, move, new ReviewFacts { Reason = reason, BySystem = true }));
        }
    }

    private async Task<MoveFacts> FactsAsync(Period period, Submission entry, Video? video, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(Zone.Of(period.TimeZone).Local(time.GetUtcNow()));
        return new MoveFacts
        {
            Period = period.Status,
            SubmitUntil = (await deadlines.OfAsync(entry, period, cancellation)).SubmitUntil,
            Missing = SubmitRules.Missing(entry.Profile, entry.Declarations, video?.Status, today),
            VideoIsPlayable = video?.Status is VideoStatus.Playable,
        };
    }

    private async Task<EntryVersion> SnapshotAsync(Actor actor, Period period, Submission entry, Video video, CancellationToken cancellation)
    {
        entry.EntryNumber ??= string.Create(CultureInfo.InvariantCulture, $"{period.Year}-{++period.LastEntryNumber:0000}");
        var number = 1 + (await database.EntryVersions.Where(v => v.SubmissionId == entry.Id).MaxAsync(v => (int?)v.Number, cancellation) ?? 0);
        var at = Rows.Moment(time.GetUtcNow());
        var version = new EntryVersion
        {
            Id = Guid.CreateVersion7(), SubmissionId = entry.Id, Number = number, Profile = entry.Profile, Declarations = entry.Declarations, VideoId = video.Id,
            SubmittedBy = actor.AccountId, SubmittedAt = at,
            ReceiptHash = Receipt.HashOf(entry.EntryNumber, number, entry.Profile, entry.Declarations, video.Sha256, actor.AccountId, at),
        };
        database.EntryVersions.Add(version);
        (entry.CurrentVersionId, entry.SubmittedAt) = (version.Id, at);
        ForgetReturn(entry);
        return version;
    }

    private static void ForgetReturn(Submission entry) => (entry.ReturnDueAt, entry.ReturnNote, entry.ReturnShowsFeedback) = (null, null, false);

    private Task TellCoordinatorsAsync(string code, Submission entry, CancellationToken cancellation) =>
        notices.TellAllAsync(Role.Coordinator, Sentence.Of(code, ("number", entry.EntryNumber)), "/entries/" + entry.Id, cancellation);

    /// <summary>Asked a moment ago under the same lock: a refusal now is a bug.</summary>
    private static void Require(Outcome moved)
    {
        if (!moved.IsDone)
        {
            throw new InvalidOperationException("The move was refused: " + moved.Refusals[0].Sentence.Code);
        }
    }
}
