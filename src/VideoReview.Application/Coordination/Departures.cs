using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Periods;
using VideoReview.Application.Reviewing;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Coordination;

/// <summary>An open review that a departure ends.</summary>
/// <param name="HasDraft">Something is typed; it is kept for its author.</param>
public sealed record EndedReview(
    Guid Id, Guid EntryId, string? EntryNumber, string? Title, ReviewStatus Status, bool HasDraft);

/// <summary>What a departure would touch.</summary>
/// <param name="Unattended">Entries that the unit left behind has yet to send, with no operator any more.</param>
public sealed record DeparturePreview(IReadOnlyList<EndedReview> Reviews, int Unattended)
{
    public bool IsEmpty => Reviews.Count == 0 && Unattended == 0;
}

/// <summary>
/// Somebody leaves: an account is closed, a role taken, or its unit changed. One act with what follows: open reviews of
/// whoever is no reviewer any more, or now in conflict, are ended by the system, their drafts kept for their author;
/// seats are free, coordinators and the reviewer are told. Accounts keeps the row; nothing else may change these three.
/// </summary>
public sealed class Departures(
    ReviewDbContext database, AccountDesk accounts, ReviewMoves moves, NoticeBoard notices)
{
    /// <summary>How the notice to coordinators is called, and that to the reviewer.</summary>
    public const string Act = "coordination.review-ended-notice", OwnAct = "coordination.review-ended-yours-notice";

    // @all = nothing is left to the reviewer; otherwise what the unit @unit is kin to.
    private static readonly string Touched = $"""
        SELECT r.id, r.entry_id, s.entry_number, v.profile ->> 'title' AS title, r.status, r.started_at IS NOT NULL AS has_draft
        FROM review r JOIN entry s ON s.id = r.entry_id AND s.current_version_id = r.entry_version_id JOIN entry_version v ON v.id = r.entry_version_id
        WHERE r.reviewer_id = @reviewer AND {ReviewCondition.IsOpen("r")} AND (@all OR EXISTS (
            SELECT FROM unit mine JOIN unit theirs ON theirs.id = s.unit_id WHERE mine.id = @unit AND {ConflictCondition.Kin}))
        ORDER BY r.entry_id
        """;

    private static readonly string Waiting = $"""
        SELECT count(*)::int AS "Value" FROM entry s JOIN period p ON p.id = s.period_id
        WHERE s.unit_id = @unit AND {EntryCondition.IsWritten("s")} AND {PeriodCondition.IsRunning("p")}
            AND NOT EXISTS (SELECT FROM account o WHERE o.unit_id = @unit AND o.id <> @account AND o.is_active AND 'submitter' = ANY (o.roles))
        """;

    /// <summary>What the edit of an account would touch; nothing for anybody but an admin.</summary>
    public Task<DeparturePreview> PreviewAsync(
        Actor actor, Guid id, AccountForm form, CancellationToken cancellation) =>
        PreviewAsync(actor, id, form.Roles, form.UnitId, isActive: true, cancellation);

    /// <summary>What closing the account would touch.</summary>
    public Task<DeparturePreview> PreviewCloseAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        PreviewAsync(actor, id, [], null, isActive: false, cancellation);

    /// <summary>
    /// Edits an account, its unit and roles included. Refuses while <paramref name="seen"/> is not the number of
    /// reviews that it ends: who decides has seen them.
    /// </summary>
    public Task<Outcome> EditAsync(
        Actor actor, Guid id, AccountForm form, int seen, CancellationToken cancellation) =>
        accounts.EditAsync(
            actor, id, form,
            account => EndAsync(account, form.Roles, form.UnitId, account.IsActive, seen, cancellation),
            cancellation);

    /// <summary>Closes or reopens an account, as <see cref="EditAsync"/> edits it.</summary>
    public Task<Outcome> SetActiveAsync(
        Actor actor, Guid id, bool isActive, uint rowVersion, int seen, CancellationToken cancellation) =>
        accounts.SetActiveAsync(
            actor, id, isActive, rowVersion,
            account => EndAsync(account, account.Roles, account.UnitId, isActive, seen, cancellation), cancellation);

    private async Task<DeparturePreview> PreviewAsync(
        Actor actor, Guid id, IReadOnlyCollection<Role> roles, Guid? unit, bool isActive,
        CancellationToken cancellation)
    {
        var account = actor.Is(Role.Admin)
            ? await database.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellation)
            : null;
        if (account is null)
        {
            return new([], 0);
        }

        var leavesUnit = account.Roles.Contains(Role.Submitter)
            && (!isActive || !roles.Contains(Role.Submitter) || unit != account.UnitId);
        var unattended = leavesUnit && account.UnitId is { } left
            ? await database.Database.SqlQueryRaw<int>(
                Waiting, new NpgsqlParameter("unit", left), new NpgsqlParameter("account", id))
                .SingleAsync(cancellation)
            : 0;
        return new(await TouchedAsync(account, roles, unit, isActive, cancellation), unattended);
    }

    private async Task<IReadOnlyList<EndedReview>> TouchedAsync(
        Account account, IReadOnlyCollection<Role> roles, Guid? unit, bool isActive, CancellationToken cancellation)
    {
        var isGone = !isActive || !roles.Contains(Role.Reviewer);
        if (!isGone && unit == account.UnitId)
        {
            return [];
        }

        var rows = await database.Database.SqlQueryRaw<TouchedRow>(
            Touched, new NpgsqlParameter("reviewer", account.Id), new NpgsqlParameter("all", isGone),
            new NpgsqlParameter("unit", unit ?? Guid.Empty)).ToListAsync(cancellation);
        return [.. rows.Select(r => new EndedReview(
            r.Id, r.EntryId, r.EntryNumber, r.Title, SnakeCase.Parse<ReviewStatus>(r.Status), r.HasDraft))];
    }

    /// <summary>Within the account's own change; null = done.</summary>
    private async Task<Refusal?> EndAsync(
        Account account, IReadOnlyCollection<Role> roles, Guid? unit, bool isActive, int seen,
        CancellationToken cancellation)
    {
        var touched = await TouchedAsync(account, roles, unit, isActive, cancellation);
        if (touched.Count != seen)
        {
            return Refusal.Conflict("coordination.departure-unseen", ("count", touched.Count));
        }

        foreach (var ended in touched)
        {
            await EndAsync(account, isActive, ended, cancellation);
        }

        return null;
    }

    private async Task EndAsync(Account account, bool isActive, EndedReview ended, CancellationToken cancellation)
    {
        if (await moves.LockAsync(ended.EntryId, cancellation) is not { } locked
            || locked.Reviews.SingleOrDefault(r => r.Id == ended.Id) is not { } review
            || !moves.Move(null, review, ReviewMove.Cancel, new() { BySystem = true }).IsDone)
        {
            return;
        }

        await moves.SettleAsync(null, locked, cancellation);
        var (number, period, entry) = (locked.Entry.EntryNumber, locked.Period.Id, locked.Entry.Id);
        var told = Sentence.Of(Act, ("name", account.DisplayName), ("number", number));
        await notices.TellAllAsync(
            Role.Coordinator, new News(Act, period, entry, told, "/entries/" + entry), cancellation);
        if (isActive)
        {
            await notices.TellAsync(
                account.Id,
                new News(
                    OwnAct, period, review.Id,
                    Sentence.Of(OwnAct, ("number", number)), "/reviews/" + review.Id),
                cancellation);
        }
    }

    private sealed record TouchedRow(
        Guid Id, Guid EntryId, string? EntryNumber, string? Title, string Status, bool HasDraft);
}
