using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Media;

/// <summary>
/// What follows for people and for the entry when a video's status changes: events, notices, a submitted entry accepted
/// when its video plays, or returned by the system when it is refused after closing. All in the caller's transaction,
/// which holds the entry's lock.
/// </summary>
public sealed class VideoConsequences(
    ReviewDbContext database, EventLog events, NoticeBoard notices, EntryMoves moves, Closings closings,
    TimeProvider time)
{
    /// <summary>The kind of dated effect that ends a return by the system.</summary>
    private const string ReturnLapsed = "entries.return-lapsed";

    /// <summary>The kind of dated effect by which an entry looks at the reviews that it has already.</summary>
    private const string EntryAccepted = "entries.accepted";

    /// <summary>The original lies in the store.</summary>
    public void Stored(Video video) => Tell(video, "media.received", null, null);

    /// <summary>A scanner found something; by which name is for coordinators and admins alone.</summary>
    public void Infected(Video video, string signature) =>
        events.Append(
            null, "media.infected", new("video", video.Id, video.PeriodId, video.EntryId), EventAudience.Staff,
            reason: signature);

    /// <param name="entry">Locked by the caller.</param>
    public Task FollowAsync(Entry entry, Video video, VideoStatus from, CancellationToken cancellation) =>
        video.Status switch
        {
            VideoStatus.Playable => PlaysAsync(entry, video, from, cancellation),
            VideoStatus.NeedsCopy => NeedsCopyAsync(video, from),
            VideoStatus.Refused => IsRefusedAsync(entry, video, from, cancellation),
            VideoStatus.Failed => HasFailedAsync(entry, video, from, cancellation),
            VideoStatus.Received or VideoStatus.Inspecting => Task.CompletedTask,
        };

    private Task PlaysAsync(Entry entry, Video video, VideoStatus from, CancellationToken cancellation)
    {
        Tell(video, "media.playable", from, null);
        return AcceptAsync(entry, video, cancellation);
    }

    private Task NeedsCopyAsync(Video video, VideoStatus from)
    {
        Tell(video, "media.needs-copy", from, null);
        return Task.CompletedTask;
    }

    private async Task IsRefusedAsync(Entry entry, Video video, VideoStatus from, CancellationToken cancellation)
    {
        Tell(video, "media.refused", from, video.Reasons);
        await TellUnitAsync(entry, video, "media.refused", "media.notice-refused", cancellation);
        await ReturnAsync(entry, video, cancellation);
    }

    private async Task HasFailedAsync(Entry entry, Video video, VideoStatus from, CancellationToken cancellation)
    {
        Tell(video, "media.failed", from, [video.Cause!]);
        await TellUnitAsync(entry, video, "media.failed", "media.notice-failed", cancellation);
        var sentence = Sentence.Of(
            "media.notice-failed-coordinator", ("entry", NameOf(entry, video)), ("cause", video.Cause));
        var news = new News("media.failed", entry.PeriodId, entry.Id, sentence, "/entries/" + entry.Id);
        await notices.TellAllAsync(Role.Coordinator, news, cancellation);
    }

    /// <summary>
    /// The same rule as at submitting: the period says so, and the version that was sent has this video.
    /// </summary>
    private async Task AcceptAsync(Entry entry, Video video, CancellationToken cancellation)
    {
        if (await SubmittedInAsync(entry, video, cancellation) is { AcceptsAutomatically: true } period
            && moves.Move(
                null, entry, EntryMove.Accept, new MoveFacts { Period = period.Status, VideoIsPlayable = true }).IsDone)
        {
            Expect(EntryAccepted, entry, time.GetUtcNow());
        }
    }

    /// <summary>
    /// Before closing the unit can still send another video by itself; afterwards only a return opens
    /// the way, and it is not counted.
    /// </summary>
    private async Task ReturnAsync(Entry entry, Video video, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await SubmittedInAsync(entry, video, cancellation) is not { } period
            || now < Closing.Due(await closings.OfAsync(period, entry.UnitId, cancellation), entry.ReturnDueAt)
            || !moves.Move(
                null, entry, EntryMove.Return, new MoveFacts { Period = period.Status, BySystem = true }).IsDone)
        {
            return;
        }

        var due = now + Closing.ReturnAfterRefusedVideo;
        (entry.ReturnDueAt, entry.ReturnNote, entry.ReturnShowsFeedback) = (due, null, false);
        Expect(ReturnLapsed, entry, due);
        await TellUnitAsync(
            entry, video, EntryMoves.ActOf(EntryMove.Return), "media.notice-returned", cancellation, ("until", due));
    }

    private void Expect(string kind, Entry entry, DateTimeOffset due) =>
        database.DatedEffects.Add(
            new DatedEffect { Id = Guid.CreateVersion7(), Kind = kind, SubjectId = entry.Id, DueAt = due });

    /// <summary>The period, when the entry waits in Submitted with this very video; otherwise null.</summary>
    private async Task<Period?> SubmittedInAsync(Entry entry, Video video, CancellationToken cancellation) =>
        entry.Status == EntryStatus.Submitted
            && await database.EntryVersions.AnyAsync(
                v => v.Id == entry.CurrentVersionId && v.VideoId == video.Id, cancellation)
            ? await database.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId, cancellation)
            : null;

    private void Tell(Video video, string act, VideoStatus? from, IReadOnlyList<Sentence>? why) => events.Append(
        null, act, new("video", video.Id, video.PeriodId, video.EntryId), EventAudience.Unit,
        from is { } before ? SnakeCase.Of(before) : null, from is null ? null : SnakeCase.Of(video.Status),
        data: why is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["reasons"] = why });

    private Task TellUnitAsync(
        Entry entry, Video video, string act, string code, CancellationToken cancellation,
        params (string Name, object? Value)[] values) =>
        notices.TellUnitAsync(
            video.UnitId,
            new News(
                act, entry.PeriodId, entry.Id, Sentence.Of(code, [("entry", NameOf(entry, video)), .. values]),
                "/own-entries/" + entry.Id),
            cancellation);

    /// <summary>As the unit knows it.</summary>
    private static string NameOf(Entry entry, Video video) =>
        entry.EntryNumber ?? (string.IsNullOrWhiteSpace(entry.Profile.Title) ? video.FileName : entry.Profile.Title);
}
