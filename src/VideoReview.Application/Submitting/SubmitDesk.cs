using System.Globalization;
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

/// <summary>Sends an entry, and sends it again.</summary>
public sealed class SubmitDesk(
    ReviewDbContext database, OwnEntryLock entries, EntryMoves moves, Deadlines deadlines, ReviewMoves reviews,
    NoticeBoard notices, TimeProvider time)
{
    /// <summary>
    /// Makes a new immutable version of what the form shows and sends it; accepts it at once when the period says so
    /// and its video is playable. Refuses whatever is missing, after the closing, and a form
    /// opened before somebody else saved.
    /// </summary>
    /// <param name="shown">Version of the form that the sender saw.</param>
    public async Task<Outcome<Receipt>> SubmitAsync(Actor actor, Guid id, string shown, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var found = await entries.LockAsync(actor, id, cancellation);
        if (!found.IsDone)
        {
            return Outcome<Receipt>.Refused(found.Refusals);
        }

        var (period, entry) = (found.Value.Period, found.Value.Entry);
        var move = entry.Status is EntryStatus.Returned ? EntryMove.Resubmit : EntryMove.Submit;
        if (EntryLife.LeadsFrom(move, entry.Status) && DraftForm.VersionOf(entry) != shown)
        {
            return Refusal.Stale;
        }

        var video = await database.Videos.AsNoTracking().SingleOrDefaultAsync(v => v.Id == entry.VideoId, cancellation);
        var facts = await FactsAsync(period, entry, video, cancellation);
        if (EntryLife.WhyNot(move, entry.Status, facts, time.GetUtcNow()) is { Count: > 0 } refusals)
        {
            return Outcome<Receipt>.Refused(refusals);
        }

        var version = await SnapshotAsync(actor, period, entry, video!, cancellation);
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["version"] = version.Number, ["receipt"] = version.ReceiptHash,
        };
        Require(moves.Move(actor, entry, move, facts, data));
        await reviews.SupersedeAsync(actor, found.Value.Locked, cancellation);
        if (period.AcceptsAutomatically && facts.VideoIsPlayable)
        {
            Require(moves.Move(null, entry, EntryMove.Accept, facts));
        }

        if (move is EntryMove.Resubmit)
        {
            var sentence = Sentence.Of("submitting.notice-resubmitted", ("number", entry.EntryNumber));
            await notices.TellAllAsync(
                Role.Coordinator,
                new News(EntryMoves.ActOf(move), period.Id, entry.Id, sentence, "/entries/" + entry.Id), cancellation);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Receipt(entry.EntryNumber!, version.Number, version.ReceiptHash, version.SubmittedAt);
    }

    private async Task<MoveFacts> FactsAsync(Period period, Entry entry, Video? video, CancellationToken cancellation)
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

    private async Task<EntryVersion> SnapshotAsync(
        Actor actor, Period period, Entry entry, Video video, CancellationToken cancellation)
    {
        entry.EntryNumber ??= string.Create(
            CultureInfo.InvariantCulture, $"{period.Year}-{++period.LastEntryNumber:0000}");
        var number = 1 + (await database.EntryVersions.Where(v => v.EntryId == entry.Id)
            .MaxAsync(v => (int?)v.Number, cancellation) ?? 0);
        var at = Rows.Moment(time.GetUtcNow());
        var version = new EntryVersion
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, Number = number, Profile = entry.Profile,
            Declarations = entry.Declarations, VideoId = video.Id, SubmittedBy = actor.AccountId, SubmittedAt = at,
            ReceiptHash = Receipt.HashOf(
                entry.EntryNumber, number, entry.Profile, entry.Declarations, video.Sha256, actor.AccountId, at),
        };
        database.EntryVersions.Add(version);
        (entry.CurrentVersionId, entry.SubmittedAt) = (version.Id, at);
        entry.ForgetReturn();
        return version;
    }

    /// <summary>Asked a moment ago under the same lock: a refusal now is a bug.</summary>
    private static void Require(Outcome moved)
    {
        if (!moved.IsDone)
        {
            throw new InvalidOperationException("The move was refused: " + moved.Refusals[0].Sentence.Code);
        }
    }
}
