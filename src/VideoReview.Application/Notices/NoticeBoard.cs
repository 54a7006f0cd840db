using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Notices;

/// <summary>
/// What a person is told: pinned up in the transaction of the change, shown on Beranda, mailed when SMTP is set. What
/// the same act does to many in a period is one notice and one mail with their number: a notice takes others in until
/// it is read, done or on its way to the mail, which waits a little for them.
/// </summary>
public sealed class NoticeBoard(ReviewDbContext database, TimeProvider time)
{
    /// <summary>So long the mail waits for more of the same act; an act on many entries takes less.</summary>
    public static TimeSpan Gathers { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Rows that are looked at; those of one act and period are shown as one.</summary>
    private const int MostStanding = 500;

    // Braces are doubled for EF Core.
    private const string Pin = """
        INSERT INTO notice AS n (id, account_id, act, period_id, subject_ids, waits_for, code, "values", link, created_at)
        SELECT (array_agg(t.id ORDER BY t.id))[1], t.account_id, t.act, t.period_id, array_agg(DISTINCT t.subject_id),
            coalesce(array_agg(DISTINCT t.subject_id) FILTER (WHERE t.is_asked), '{{}}'),
            (array_agg(t.code ORDER BY t.id))[1], (array_agg(t.told ORDER BY t.id))[1]::jsonb, (array_agg(t.link ORDER BY t.id))[1], @now
        FROM unnest(@ids, @accounts, @acts, @periods, @subjects, @asked, @codes, @told, @links)
            AS t (id, account_id, act, period_id, subject_id, is_asked, code, told, link)
        GROUP BY t.account_id, t.act, t.period_id ORDER BY t.account_id, t.act, t.period_id
        ON CONFLICT (account_id, act, period_id) WHERE closed_at IS NULL DO UPDATE SET
            subject_ids = ARRAY(SELECT DISTINCT unnest(n.subject_ids || excluded.subject_ids)),
            waits_for = ARRAY(SELECT DISTINCT unnest(n.waits_for || excluded.waits_for)),
            code = excluded.code, "values" = excluded."values", link = excluded.link
        RETURNING CASE WHEN n.xmax = 0 THEN n.id END AS "Value"
        """;

    private readonly Outbox outbox = new(database);

    /// <summary>
    /// Adds a notice about the account itself to the transaction at hand; written with the caller's SaveChanges.
    /// </summary>
    /// <param name="link">Path of the page where the person can act.</param>
    public void Tell(Guid accountId, Sentence sentence, string? link = null) =>
        PinUp(accountId, sentence, link, accountId);

    /// <summary>Mails an address that the account had until now; written with the caller's SaveChanges.</summary>
    public void TellAddress(AccountAddress left, Sentence sentence) =>
        PinUp(left.AccountId, sentence, null, left.AccountId, left.Id);

    private void PinUp(Guid accountId, Sentence sentence, string? link, Guid subject, Guid? addressId = null)
    {
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            AddressId = addressId,
            Act = sentence.Code,
            SubjectIds = [subject],
            WaitsFor = NoticeAnswers.IsAsked(sentence.Code) ? [subject] : [],
            Code = sentence.Code,
            Values = NoticeText.ValuesOf(sentence),
            Link = link,
            CreatedAt = time.GetUtcNow(),
        };
        database.Notices.Add(notice);
        outbox.Add(new NoticePinned { NoticeId = notice.Id });
    }

    /// <summary>
    /// Tells each of these accounts its news, within the caller's transaction. The messages that mail new notices are
    /// written with the caller's SaveChanges.
    /// </summary>
    public async Task TellAsync(IReadOnlyCollection<(Guid AccountId, News News)> told, CancellationToken cancellation)
    {
        if (told.Count == 0)
        {
            return;
        }

        if (database.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException(
                "A notice belongs into the transaction of the change that it tells of.");
        }

        var now = time.GetUtcNow();
        NpgsqlParameter[] values =
        [
            new("ids", told.Select(_ => Guid.CreateVersion7()).ToArray()),
            new("accounts", told.Select(t => t.AccountId).ToArray()),
            new("acts", told.Select(t => t.News.Act).ToArray()),
            new("periods", told.Select(t => t.News.PeriodId).ToArray()),
            new("subjects", told.Select(t => t.News.SubjectId).ToArray()),
            new("asked", told.Select(t => NoticeAnswers.IsAsked(t.News.Act)).ToArray()),
            new("codes", told.Select(t => t.News.Sentence.Code).ToArray()),
            new("told", told.Select(t => NoticeText.ValuesOf(t.News.Sentence)).ToArray()),
            new("links", told.Select(t => t.News.Link).ToArray()), new("now", now.UtcDateTime),
        ];
        foreach (var fresh in (await database.Database.SqlQueryRaw<Guid?>(Pin, values).ToListAsync(cancellation))
            .OfType<Guid>())
        {
            outbox.Add(new NoticePinned { NoticeId = fresh }, availableAt: now + Gathers);
        }
    }

    /// <summary>
    /// Tells one account, as
    /// <see cref="TellAsync(IReadOnlyCollection{ValueTuple{Guid, News}}, CancellationToken)"/> does.
    /// </summary>
    public Task TellAsync(Guid accountId, News news, CancellationToken cancellation) =>
        TellAsync([(accountId, news)], cancellation);

    /// <summary>Tells every active holder of a role.</summary>
    public async Task TellAllAsync(Role role, News news, CancellationToken cancellation) =>
        await TellAsync([.. (await HoldersAsync(role, cancellation)).Select(holder => (holder, news))], cancellation);

    /// <summary>
    /// Tells every active holder of a role something that belongs to no period; written with the caller's SaveChanges.
    /// </summary>
    public Task TellAllAsync(Role role, Sentence sentence, CancellationToken cancellation) =>
        TellAllAsync(role, sentence, null, null, cancellation);

    /// <inheritdoc cref="TellAllAsync(Role, Sentence, CancellationToken)"/>
    /// <param name="role">Null = everybody.</param>
    /// <param name="subject">Whose events answer it; null = each receiver's own.</param>
    public async Task TellAllAsync(
        Role? role, Sentence sentence, string? link, Guid? subject, CancellationToken cancellation)
    {
        foreach (var holder in await HoldersAsync(role, cancellation))
        {
            PinUp(holder, sentence, link, subject ?? holder);
        }
    }

    /// <summary>
    /// Tells every active submitter of a unit; where it has none, its contact is the coordinators.
    /// </summary>
    public async Task TellUnitAsync(Guid unitId, News news, CancellationToken cancellation)
    {
        var submitters = await database.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM account WHERE unit_id = {unitId} AND is_active AND 'submitter' = ANY (roles)
            """).ToListAsync(cancellation);
        await (submitters.Count > 0
            ? TellAsync([.. submitters.Select(submitter => (submitter, news))], cancellation)
            : TellAllAsync(Role.Coordinator, await news.UnattendedAsync(database, unitId, cancellation), cancellation));
    }

    /// <summary>What stands on Beranda: one's own, of what is neither read nor done.</summary>
    public async Task<IReadOnlyList<NoticeRow>> StandingAsync(Actor actor, CancellationToken cancellation)
    {
        var rows = await database.Notices.AsNoTracking()
            .Where(n => n.AccountId == actor.AccountId && n.AddressId == null && n.Code != ResetLinks.Notice
                && n.ReadAt == null && n.DoneAt == null)
            .OrderByDescending(n => n.CreatedAt).ThenBy(n => n.Id).Take(MostStanding)
            .Select(n => new
            {
                Notice = n,
                Zone = database.Periods.Where(p => p.Id == n.PeriodId).Select(p => p.TimeZone).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return NoticeRow.Together(rows.Select(row => NoticeRow.Of(row.Notice, row.Zone)));
    }

    /// <summary>Marks one's own notices as read: one, or all with null. Repeating it changes nothing.</summary>
    public Task MarkReadAsync(Actor actor, Guid? noticeId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return database.Notices
            .Where(n => n.AccountId == actor.AccountId && n.ReadAt == null && (noticeId == null || n.Id == noticeId))
            .ExecuteUpdateAsync(
                set => set.SetProperty(n => n.ReadAt, now).SetProperty(n => n.ClosedAt, n => n.ClosedAt ?? now),
                cancellation);
    }

    private Task<List<Guid>> HoldersAsync(Role? role, CancellationToken cancellation)
    {
        string[] names = role is { } one ? [SnakeCase.Of(one)] : [];
        return database.Database.SqlQuery<Guid>(
            $"""SELECT id AS "Value" FROM account WHERE is_active AND roles @> {names}""").ToListAsync(cancellation);
    }
}
