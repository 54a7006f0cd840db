using Microsoft.AspNetCore.Identity;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;

namespace VideoReview.IntegrationTests.Support;

/// <summary>Units and accounts for a test, written straight into its database.</summary>
public sealed class People(TestDatabase database)
{
    /// <summary>The password of every account made here.</summary>
    public const string Password = "kuda laut pelan sekali";

    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<Account>().HashPassword(null!, Password));

    public async Task<Unit> AddUnitAsync(string? name = null, Unit? parent = null, UnitKind kind = UnitKind.Office)
    {
        var id = Guid.CreateVersion7();
        var unit = new Unit { Id = id, Name = name ?? "Unit " + id.ToString("N"), Kind = kind };
        UnitTree.Place(unit, parent, []);
        await using var context = database.NewContext();
        context.Units.Add(unit);
        await context.SaveChangesAsync();
        return unit;
    }

    public Task<Account> AddAsync(params Role[] roles) => AddAsync(null, roles);

    public async Task<Account> AddAsync(Unit? unit, params Role[] roles)
    {
        var id = Guid.CreateVersion7();
        var email = $"orang-{id:N}@kab.example";
        var account = new Account
        {
            Id = id,
            DisplayName = "Orang " + id.ToString("N")[^6..],
            Email = email,
            UserName = email,
            NormalizedEmail = email.ToUpperInvariant(),
            NormalizedUserName = email.ToUpperInvariant(),
            UnitId = unit?.Id,
            Roles = roles,
            PasswordHash = Hash.Value,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = DateTimeOffset.UtcNow,
        };
        await using var context = database.NewContext();
        context.Users.Add(account);
        await context.SaveChangesAsync();
        return account;
    }

    /// <summary>Somebody who submits for a unit of its own.</summary>
    public async Task<(Unit Unit, Actor Actor)> AddSubmitterAsync()
    {
        var unit = await AddUnitAsync();
        return (unit, ActorOf(await AddAsync(unit, Role.Submitter)));
    }

    public static Actor ActorOf(Account account) =>
        new(account.Id, account.Id, account.UnitId, account.Roles.ToHashSet());
}
