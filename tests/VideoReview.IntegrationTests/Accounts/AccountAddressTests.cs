using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Accounts;

/// <summary>
/// Another address is another way into an account: what ends with it, who is told, and what stays written.
/// </summary>
public sealed class AccountAddressTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly AccountTraces traces = new(desks);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_address_is_told_to_the_old_one_the_owner_and_the_coordinators()
    {
        var (account, coordinator) = (await people.AddAsync(Role.Reviewer), await people.AddAsync(Role.Coordinator));

        Assert.True((await ChangeAsync(account, "baru")).IsDone);

        Assert.Equal([Sentence.Of("accounts.address-yours")], await traces.NoticesAsync(account));
        Assert.Contains(
            Sentence.Of("accounts.address-of", ("name", account.DisplayName)),
            await traces.NoticesAsync(coordinator));
        await using var context = desks.Database.NewContext();
        var told = await context.Notices.SingleAsync(
            n => n.AccountId == account.Id && n.Code == "accounts.address-left", Token);
        var left = await context.AccountAddresses.SingleAsync(a => a.Id == told.AddressId, Token);
        Assert.Equal(account.Email, left.Email);
    }

    [Fact]
    public async Task Event_names_rows_and_no_address_and_outlives_them()
    {
        var account = await people.AddAsync(Role.Reviewer);
        await ChangeAsync(account, "pertama");
        await ChangeAsync(account, "kedua");

        await using var context = desks.Database.NewContext();
        var events = await context.Events.Where(e => e.SubjectId == account.Id && e.Act == "accounts.address-set")
            .OrderBy(e => e.Seq).ToListAsync(Token);
        var rows = await context.AccountAddresses.Where(a => a.AccountId == account.Id)
            .ToDictionaryAsync(a => a.Id.ToString(), a => a.Email, Token);
        Assert.Equal(
            [(account.Email, Typed(account, "pertama")), (Typed(account, "pertama"), Typed(account, "kedua"))],
            events.Select(e => ((string?)rows[e.From!], rows[e.To!])));
        Assert.Equal(2, await context.AccountAddresses
            .Where(a => a.AccountId == account.Id && a.Email != Typed(account, "kedua")).ExecuteDeleteAsync(Token));
        Assert.DoesNotContain(events, e => (e.From + e.To + e.Data + e.Reason).Contains('@'));
    }

    [Fact]
    public async Task New_account_has_its_address_as_a_row()
    {
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        var email = $"siti-{Guid.NewGuid():N}@kab.example";

        var made = (await desks.ActAsync((AccountDesk desk) => desk.CreateAsync(
            admin, new("Siti Rahma", email, null, [Role.Observer], "id", 0), Token))).Value;

        await using var context = desks.Database.NewContext();
        var row = await context.AccountAddresses.SingleAsync(a => a.AccountId == made.AccountId, Token);
        var created = await context.Events.SingleAsync(
            e => e.SubjectId == made.AccountId && e.Act == "accounts.created", Token);
        Assert.Equal(email, row.Email);
        Assert.Contains(row.Id.ToString(), created.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_and_mailed_links_end_with_the_address()
    {
        var account = await people.AddAsync(Role.Reviewer);
        string token;
        await using (var context = desks.Database.NewContext())
        {
            token = await new ResetLinks(context, desks.Time).IssueAsync(account.Id, null, Token);
            context.OpenSessions.Add(new OpenSession
            {
                Id = Guid.NewGuid(), AccountId = account.Id, BegunAt = desks.Time.GetUtcNow(),
                SeenAt = desks.Time.GetUtcNow(), EndsAt = desks.Time.GetUtcNow().AddHours(12),
            });
            await context.SaveChangesAsync(Token);
        }

        await desks.ActAsync(async (PasswordDesk desk) =>
        {
            await desk.AskResetAsync(account.Email!, Token);
            return true;
        });
        await ChangeAsync(account, "baru");

        await using var after = desks.Database.NewContext();
        Assert.False(await after.OpenSessions.AnyAsync(s => s.AccountId == account.Id, Token));
        Assert.False(await after.Notices.AnyAsync(
            n => n.AccountId == account.Id && n.Code == ResetLinks.Notice, Token));
        Assert.Equal(
            Refusal.Conflict("accounts.reset-link-over"),
            Assert.Single((await desks.ActAsync((PasswordDesk desk) =>
                desk.ResetAsync(account.Id, token, "hujan turun di bukit", Token))).Refusals));
    }

    [Fact]
    public async Task Same_address_in_other_letters_is_no_change()
    {
        var account = await people.AddAsync(Role.Reviewer);

        Assert.True((await EditAsync(account, account.Email!.ToUpperInvariant())).IsDone);

        Assert.Equal(["accounts.edited"], (await traces.EventsAsync(account.Id)).Select(e => e.Act));
    }

    private static string Typed(Account account, string name) => $"{name}-{account.Id:N}@kab.example";

    private Task<Outcome> ChangeAsync(Account account, string name) => EditAsync(account, Typed(account, name));

    private async Task<Outcome> EditAsync(Account account, string email)
    {
        var admin = People.ActorOf(await people.AddAsync(Role.Admin));
        await using var context = desks.Database.NewContext();
        var row = await context.Users.AsNoTracking().SingleAsync(a => a.Id == account.Id, Token);
        return await desks.ActAsync((Departures desk) => desk.EditAsync(
            admin, account.Id, new(row.DisplayName, email, row.UnitId, row.Roles, row.Language, row.RowVersion),
            0, Token));
    }
}
