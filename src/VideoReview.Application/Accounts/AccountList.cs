using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What an admin looks for.</summary>
/// <param name="Text">Part of a name, an address or a unit's name.</param>
/// <param name="IsActive">null = both.</param>
/// <param name="IsInvited">Only those who were invited and never came.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record AccountSearch(
    string? Text = null, Role? Role = null, Guid? UnitId = null, bool? IsActive = null, AccountCursor? After = null,
    bool IsInvited = false);

/// <summary>Name and id of the last row shown.</summary>
public sealed record AccountCursor(string DisplayName, Guid Id);

/// <summary>An account as lists and forms show it.</summary>
/// <param name="Waiting">Roles that an admin gave and that do not count yet.</param>
public sealed record AccountRow(
    Guid Id, string DisplayName, string Email, Guid? UnitId, string? UnitName, IReadOnlyList<Role> Roles,
    IReadOnlyList<Role> Waiting, string Language, bool IsActive, bool MustChangePassword, DateTimeOffset? OneTimeUntil,
    DateTimeOffset? FirstSignedInAt, uint RowVersion)
{
    public bool IsInvited => InvitationRules.IsInvited(IsActive, MustChangePassword, FirstSignedInAt);
}

/// <param name="Next">null on the last page.</param>
public sealed record AccountListPage(IReadOnlyList<AccountRow> Rows, AccountCursor? Next);

/// <summary>The accounts as an admin sees them; nobody else sees any.</summary>
public sealed class AccountList(ReviewDbContext database)
{
    public const int PageSize = 50;

    public async Task<AccountListPage> SearchAsync(Actor actor, AccountSearch search, CancellationToken cancellation)
    {
        if (!actor.Is(Role.Admin))
        {
            return new([], null);
        }

        var accounts = Found(search);
        if (search.After is { } after)
        {
            accounts = accounts.Where(a => EF.Functions.GreaterThan(
                ValueTuple.Create(a.DisplayName, a.Id), ValueTuple.Create(after.DisplayName, after.Id)));
        }

        var rows = await Rows(accounts.OrderBy(a => a.DisplayName).ThenBy(a => a.Id).Take(PageSize + 1))
            .ToListAsync(cancellation);
        var page = rows.Take(PageSize).ToList();
        return new(page, rows.Count > PageSize ? new(page[^1].DisplayName, page[^1].Id) : null);
    }

    /// <summary>One account; null when there is none for this actor.</summary>
    public async Task<AccountRow?> FindAsync(Actor actor, Guid id, CancellationToken cancellation) =>
        actor.Is(Role.Admin)
            ? await Rows(database.Users.AsNoTracking().Where(a => a.Id == id)).SingleOrDefaultAsync(cancellation)
            : null;

    private IQueryable<Account> Found(AccountSearch search)
    {
        var role = search.Role is { } wanted ? SnakeCase.Of(wanted) : null;
        var accounts = role is null
            ? database.Users.AsNoTracking()
            : database.Users.FromSql($"SELECT *, xmin FROM account WHERE {role} = ANY (roles)").AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search.Text))
        {
            var pattern = "%" + search.Text.Trim().Replace(@"\", @"\\", StringComparison.Ordinal)
                .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
            accounts = accounts.Where(
                a => EF.Functions.ILike(a.DisplayName, pattern) || EF.Functions.ILike(a.Email!, pattern)
                    || database.Units.Any(u => u.Id == a.UnitId && EF.Functions.ILike(u.Name, pattern)));
        }

        return accounts.Where(a => (search.UnitId == null || a.UnitId == search.UnitId)
            && (search.IsActive == null || a.IsActive == search.IsActive)
            && (!search.IsInvited || (a.IsActive && a.MustChangePassword && a.FirstSignedInAt == null)));
    }

    private IQueryable<AccountRow> Rows(IQueryable<Account> accounts) => accounts.Select(a => new AccountRow(
        a.Id, a.DisplayName, a.Email!, a.UnitId,
        database.Units.Where(u => u.Id == a.UnitId).Select(u => u.Name).SingleOrDefault(),
        a.Roles,
        database.Appointments.Where(one => one.AccountId == a.Id && one.Status == AppointmentStatus.Waiting)
            .OrderBy(one => one.Role).Select(one => one.Role).ToList(),
        a.Language, a.IsActive, a.MustChangePassword, a.OneTimeUntil, a.FirstSignedInAt, a.RowVersion));
}
