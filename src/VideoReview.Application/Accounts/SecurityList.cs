using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What an admin looks for in the security log.</summary>
/// <param name="Text">Part of a name, or a whole address as it was typed at sign-in, known or not.</param>
/// <param name="Client">Begin of a network address.</param>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record SecuritySearch(
    string? Text = null, SecurityKind? Kind = null, string? Client = null, DateTimeOffset? From = null,
    DateTimeOffset? Until = null, SecurityCursor? After = null);

/// <summary>Moment and id of the last row shown.</summary>
public sealed record SecurityCursor(DateTimeOffset At, Guid Id);

/// <param name="ActorName">Null = nobody signed in, or the system.</param>
/// <param name="SubjectName">Null = no account that exists.</param>
public sealed record SecurityRow(
    Guid Id, DateTimeOffset At, SecurityKind Kind, string? ActorName, string? SubjectName, string? AddressMark,
    string? Client, string? Detail);

/// <param name="Next">Null on the last page.</param>
public sealed record SecurityListPage(IReadOnlyList<SecurityRow> Rows, SecurityCursor? Next);

/// <summary>The security log as an admin reads it, newest first; nobody else reads any.</summary>
public sealed class SecurityList(ReviewDbContext database, SecurityLog log)
{
    public const int PageSize = 50;

    public async Task<SecurityListPage> SearchAsync(Actor actor, SecuritySearch search, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Admin))
        {
            return new([], null);
        }

        var rows = await Rows(Found(search).Take(PageSize + 1)).ToListAsync(cancellation);
        var page = rows.Take(PageSize).ToList();
        return new(page, rows.Count > PageSize ? new(page[^1].At, page[^1].Id) : null);
    }

    /// <summary>All that is found, while it is read; null = not for this actor.</summary>
    public IAsyncEnumerable<SecurityRow>? Export(Actor actor, SecuritySearch search) =>
        actor.Is(Role.Admin) ? Rows(Found(search with { After = null })).AsAsyncEnumerable() : null;

    private IQueryable<SecurityEvent> Found(SecuritySearch search)
    {
        var found = database.SecurityEvents.AsNoTracking()
            .Where(e => (search.Kind == null || e.Kind == search.Kind)
                && (search.From == null || e.At >= search.From) && (search.Until == null || e.At < search.Until));
        if (search.After is { } after)
        {
            found = found.Where(e => EF.Functions.LessThan(
                ValueTuple.Create(e.At, e.Id), ValueTuple.Create(after.At, after.Id)));
        }

        if (!string.IsNullOrWhiteSpace(search.Client))
        {
            var client = search.Client.Trim();
            found = found.Where(e => e.Client!.StartsWith(client));
        }

        return (string.IsNullOrWhiteSpace(search.Text) ? found : found.Where(IsOf(search.Text.Trim())))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    private Expression<Func<SecurityEvent, bool>> IsOf(string text)
    {
        var (mark, pattern) = (log.MarkOf(text), "%" + Literally(text) + "%");
        return e => e.AddressMark == mark || database.Users.Any(a => (a.Id == e.ActorId || a.Id == e.SubjectId)
            && (EF.Functions.ILike(a.DisplayName, pattern) || EF.Functions.ILike(a.Email!, pattern)));
    }

    private static string Literally(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private IQueryable<SecurityRow> Rows(IQueryable<SecurityEvent> found) => found.Select(e => new SecurityRow(
        e.Id, e.At, e.Kind, database.Users.Where(a => a.Id == e.ActorId).Select(a => a.DisplayName).SingleOrDefault(),
        database.Users.Where(a => a.Id == e.SubjectId).Select(a => a.DisplayName).SingleOrDefault(), e.AddressMark,
        e.Client, e.Detail));
}
