using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>What the admin sees of backups, and says about them.</summary>
public sealed class BackupPageTests(TestWeb web) : IClassFixture<TestWeb>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Admin_is_warned_after_two_days_until_somebody_is_named()
    {
        using var browser = await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Admin));
        Assert.Contains("Belum ada cadangan.", (await Page.OpenAsync(browser, "/")).Text, StringComparison.Ordinal);
        await RunAsync("UPDATE backup_care SET since = now() - interval '3 days'");
        Assert.Contains(
            "Belum pernah ada cadangan yang lengkap.", (await Page.OpenAsync(browser, "/")).Text,
            StringComparison.Ordinal);
        await AddRunAsync("3 days", error: null);
        await AddRunAsync("1 day", error: "12 objects are missing");

        var warned = await Page.OpenAsync(browser, "/backups");
        var named = await warned.SendAsync("outside", ("Outside.OutsideBy", " Dinas Kominfo, tiap malam "));

        Assert.Contains("lebih dari dua hari lalu", warned.Text, StringComparison.Ordinal);
        Assert.Contains("tidak lengkap: 12 objects are missing", warned.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, "/backups"), (named.Status, named.Location));
        var home = (await Page.OpenAsync(browser, "/")).Text;
        Assert.DoesNotContain("lebih dari dua hari lalu", home, StringComparison.Ordinal);
        Assert.Contains(
            "dibuat di luar aplikasi oleh Dinas Kominfo, tiap malam.", home, StringComparison.Ordinal);
        await AddRunAsync("2 hours", error: null);
        Assert.Contains("Cadangan terakhir:", (await Page.OpenAsync(browser, "/")).Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        Assert.Equal("Dinas Kominfo, tiap malam", await context.Events.AsNoTracking()
            .Where(e => e.Act == "operations.backup-outside-named").Select(e => e.To).SingleAsync(Stop));
    }

    [Fact]
    public async Task Name_that_is_too_long_is_refused_beside_its_field()
    {
        using var browser = await web.NewBrowserAsync(await new People(web.Database).AddAsync(Role.Admin));

        var refused = await (await Page.OpenAsync(browser, "/backups")).SendAsync(
            "outside", ("Outside.OutsideBy", new string('x', 201)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Paling banyak 200 huruf.", refused.Text, StringComparison.Ordinal);
    }

    private Task AddRunAsync(string ago, string? error) => RunAsync($"""
        INSERT INTO backup_run (id, started_at, ended_at, name, object_count, dump_bytes, error)
        SELECT gen_random_uuid(), now() - interval '{ago}', now() - interval '{ago}' + interval '5 minutes', '20261129T020000Z',
            15, 4100000, {(error is null ? "NULL" : $"'{error}'")}
        """);

    private async Task RunAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(web.Database.OwnerConnectionString);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
