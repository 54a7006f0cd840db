using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Notices;

/// <summary>One notice as Beranda shows it.</summary>
public sealed record NoticeRow(Guid Id, Sentence Sentence, string? Link, DateTimeOffset CreatedAt, bool IsRead);

/// <summary>What a person is told: pinned up in the transaction of the change, shown on Beranda, mailed when SMTP is set.</summary>
public sealed class NoticeBoard(ReviewDbContext database, TimeProvider time)
{
    private readonly Outbox outbox = new(database);

    /// <summary>Adds a notice to the transaction at hand; written with the caller's SaveChanges.</summary>
    /// <param name="link">Path of the page where the person can act.</param>
    public void Tell(Guid accountId, Sentence sentence, string? link = null)
    {
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            Code = sentence.Code,
            Values = JsonNode.Parse(Json.Write(sentence))?["values"]?.ToJsonString() ?? "{}",
            Link = link,
            CreatedAt = time.GetUtcNow(),
        };
        database.Notices.Add(notice);
        outbox.Add(new NoticePinned { NoticeId = notice.Id });
    }

    /// <summary>Tells every active holder of a role.</summary>
    public async Task TellAllAsync(Role role, Sentence sentence, string? link, CancellationToken cancellation)
    {
        var name = SnakeCase.Of(role);
        var holders = await database.Database.SqlQuery<Guid>($"""SELECT id AS "Value" FROM account WHERE is_active AND {name} = ANY (roles)""").ToListAsync(cancellation);
        foreach (var holder in holders)
        {
            Tell(holder, sentence, link);
        }
    }

    /// <summary>Tells every active submitter of a unit.</summary>
    public async Task TellUnitAsync(Guid unitId, Sentence sentence, string? link, CancellationToken cancellation)
    {
        var submitters = await database.Database.SqlQuery<Guid>($"""SELECT id AS "Value" FROM account WHERE unit_id = {unitId} AND is_active AND 'submitter' = ANY (roles)""").ToListAsync(cancellation);
        foreach (var submitter in submitters)
        {
            Tell(submitter, sentence, link);
        }
    }

    /// <summary>One's own newest notices, unread first.</summary>
    public async Task<IReadOnlyList<NoticeRow>> ListAsync(Actor actor, int limit, CancellationToken cancellation)
    {
        var rows = await database.Notices.AsNoTracking()
            .Where(n => n.AccountId == actor.AccountId && n.Code != ResetLinks.Notice)
            .OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.CreatedAt).ThenBy(n => n.Id)
            .Take(limit)
            .ToListAsync(cancellation);
        return rows.Select(n => new NoticeRow(n.Id, SentenceOf(n), n.Link, n.CreatedAt, n.ReadAt is not null)).ToList();
    }

    /// <summary>Marks one's own notices as read: one, or all with null. Repeating it changes nothing.</summary>
    public Task MarkReadAsync(Actor actor, Guid? noticeId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.Notices
            .Where(n => n.AccountId == actor.AccountId && n.ReadAt == null && (noticeId == null || n.Id == noticeId))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancellation);
    }

    /// <summary>The sentence that a row holds as code and values.</summary>
    internal static Sentence SentenceOf(Notice notice) => SentenceOf(notice.Code, notice.Values);

    internal static Sentence SentenceOf(string code, string values) =>
        Json.Read<Sentence>(new JsonObject { ["code"] = code, ["values"] = JsonNode.Parse(values) }.ToJsonString());
}
