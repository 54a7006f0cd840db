using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// The demo region: a small unit tree and one account for each role. Development only: all share one known password.
/// </summary>
internal sealed class DemoPeople(ReviewDbContext database, TimeProvider time)
{
    public const string Password = "Demo-2026-Inovasi";

    private static readonly (string Key, string Name, UnitKind Kind, string? Parent)[] Tree =
    [
        ("kab", "Pemerintah Kabupaten Harapan", UnitKind.Government, null),
        ("bappeda", "Bappeda Litbang", UnitKind.Office, "kab"),
        ("dinkes", "Dinas Kesehatan", UnitKind.Office, "kab"),
        ("pkm", "Puskesmas Suka Maju", UnitKind.HealthCentre, "dinkes"),
        ("disdik", "Dinas Pendidikan", UnitKind.Office, "kab"),
        ("sdn", "SD Negeri 3 Harapan", UnitKind.School, "disdik"),
        ("kec", "Kecamatan Mekar", UnitKind.District, "kab"),
        ("desa", "Desa Sumber Rejeki", UnitKind.Village, "kec"),
    ];

    private static readonly (string Email, string Name, string? Unit, Role[] Roles)[] People =
    [
        ("operator.dinkes@demo.test", "Operator Dinas Kesehatan", "dinkes", [Role.Submitter]),
        ("operator.disdik@demo.test", "Operator Dinas Pendidikan", "disdik", [Role.Submitter]),
        ("operator.desa@demo.test", "Operator Desa Sumber Rejeki", "desa", [Role.Submitter]),
        ("penilai1@demo.test", "Ayu Lestari", null, [Role.Reviewer]),
        ("penilai2@demo.test", "Bagus Pratama", null, [Role.Reviewer]),
        ("penilai3@demo.test", "Citra Wulandari", null, [Role.Reviewer]),
        ("penilai4@demo.test", "Dedi Kurniawan", null, [Role.Reviewer]),
        ("penilai5@demo.test", "Eka Saputra", null, [Role.Reviewer]),
        ("penilai6@demo.test", "Fitri Handayani", "disdik", [Role.Reviewer]),
        ("koordinator@demo.test", "Koordinator Bappeda", "bappeda", [Role.Coordinator]),
        ("pimpinan@demo.test", "Pimpinan Daerah", null, [Role.Observer]),
        ("admin@demo.test", "Admin Sistem", null, [Role.Admin]),
    ];

    /// <summary>Who may sign in and with what, for the terminal.</summary>
    public static string Told => $"""
        Demo accounts (password of all: {Password})
        {string.Join(Environment.NewLine, People.Select(p => $"  {p.Email,-28} {p.Name}, {RolesOf(p.Roles)}"))}
        """;

    private static string RolesOf(Role[] roles) => string.Join(" + ", roles).ToLowerInvariant();

    /// <summary>Adds units and accounts; false when they are there already.</summary>
    public async Task<bool> AddAsync(CancellationToken cancellation)
    {
        if (await database.Users.AnyAsync(a => a.NormalizedEmail == "KOORDINATOR@DEMO.TEST", cancellation))
        {
            return false;
        }

        var units = AddUnits();
        var hasher = new PasswordHasher<Account>();
        foreach (var (email, name, unit, roles) in People)
        {
            var account = new Account
            {
                Id = Guid.CreateVersion7(),
                DisplayName = name,
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                EmailConfirmed = true,
                UnitId = unit is null ? null : units[unit].Id,
                Roles = roles,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                CreatedAt = time.GetUtcNow(),
            };
            account.PasswordHash = hasher.HashPassword(account, Password);
            database.Users.Add(account);
        }

        await database.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>The actor that a demo act is done as.</summary>
    public async Task<Actor> ActorAsync(string email, CancellationToken cancellation)
    {
        var account = await database.Users.AsNoTracking().SingleAsync(a => a.Email == email, cancellation);
        return new Actor(account.Id, account.Id, account.UnitId, account.Roles.ToHashSet());
    }

    private Dictionary<string, Unit> AddUnits()
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var (key, name, kind, parentKey) in Tree)
        {
            var unit = new Unit { Id = Guid.CreateVersion7(), Name = name, Kind = kind };
            UnitTree.Place(unit, parentKey is null ? null : units[parentKey], []);
            units[key] = unit;
            database.Units.Add(unit);
        }

        return units;
    }
}
