using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Web.OneShot;

/// <summary>`migrate`: brings the schema up to this version, as the role that owns it. Repeating it does nothing.</summary>
internal static class Migrate
{
    public static async Task<int> Run(IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        var owner = services.GetRequiredService<IOptions<DatabaseOptions>>().Value.OwnerConnectionString;
        if (string.IsNullOrEmpty(owner))
        {
            await Console.Error.WriteLineAsync("migrate: Database:OwnerConnectionString is not set; the application's own role may not change the schema.");
            return 2;
        }

        await using var source = NpgsqlDataSource.Create(owner);
        var options = new DbContextOptionsBuilder<ReviewDbContext>();
        DatabaseSetup.Configure(options, source);
        await using var database = new ReviewDbContext(options.Options);
        var pending = (await database.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        await database.Database.MigrateAsync(cancellation);
        await Console.Out.WriteLineAsync(pending.Count == 0 ? "The schema is up to date." : "Applied " + string.Join(", ", pending));
        return 0;
    }
}
