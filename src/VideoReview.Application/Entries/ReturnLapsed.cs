using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Notices;
using VideoReview.Application.Periods;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Entries;

/// <summary>
/// The date of a returned entry has passed: what was submitted last stands again and the coordinators are told. Whoever
/// returns an entry adds the row. An upload begun in time puts it off, since the entry may still be sent with it.
/// </summary>
public sealed class ReturnLapsed(
    ReviewDbContext database, EntryMoves moves, Deadlines deadlines, NoticeBoard notices) : IDatedEffectHandler
{
    public const string EffectKind = "entries.return-lapsed";

    public string Kind => EffectKind;

    public async Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation)
    {
        var entry = await moves.LockAsync(effect.SubjectId, cancellation);
        if (entry is not { Status: EntryStatus.Returned })
        {
            return;
        }

        var period = await database.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId, cancellation);
        var deadline = await deadlines.OfAsync(entry, period, cancellation);
        if (now < deadline.WriteUntil)
        {
            effect.DueAt = deadline.WriteUntil;
            return;
        }

        // Decided meanwhile: the entry stays as it is, "belum lengkap".
        if (!moves.Move(
            null, entry, EntryMove.ReturnLapsed,
            new MoveFacts { Period = period.Status, ReturnDueAt = entry.ReturnDueAt }).IsDone)
        {
            return;
        }

        var version = await database.EntryVersions.AsNoTracking()
            .SingleAsync(v => v.Id == entry.CurrentVersionId, cancellation);
        (entry.Profile, entry.Declarations, entry.VideoId) = (version.Profile, version.Declarations, version.VideoId);
        entry.ForgetReturn();
        var sentence = Sentence.Of("entries.notice-return-lapsed", ("number", entry.EntryNumber));
        var news = new News(
            EntryMoves.ActOf(EntryMove.ReturnLapsed), period.Id, entry.Id, sentence, "/entries/" + entry.Id);
        await notices.TellAllAsync(Role.Coordinator, news, cancellation);
    }
}
