using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;

namespace VideoReview.Benchmarks;

/// <summary>Who sends: an account with drafts of its own, signed in as a person signs in.</summary>
internal static partial class UploadSender
{
    private const string Email = "operator@bench.test", Password = "kuda laut pelan sekali";

    /// <summary>As a person does: the form's token, then the cookie.</summary>
    public static async Task SignInAsync(HttpClient http)
    {
        using var page = await http.GetAsync("/sign-in");
        var html = await page.Content.ReadAsStringAsync();
        var form = HiddenField().Matches(html)
            .Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value))
            .DistinctBy(field => field.Key, StringComparer.Ordinal).Append(new("Input.Email", Email))
            .Append(new("Input.Password", Password));
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Cookie", Cookies(page));
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException(
                $"Sign-in answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        http.DefaultRequestHeaders.Add("Cookie", Cookies(answer));
    }

    private static string Cookies(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    /// <summary>One draft per client, in a period whose quota is out of the way.</summary>
    public static async Task<Guid[]> AddEntriesAsync(Place place, int count)
    {
        await using var scope = place.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ReviewDbContext>();
        var now = DateTimeOffset.UtcNow;
        var unit = new Unit { Id = Guid.CreateVersion7(), Name = "Dinas", Kind = UnitKind.Office };
        UnitTree.Place(unit, null, []);
        var account = new Account
        {
            Id = Guid.CreateVersion7(), DisplayName = "Operator", Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(), UserName = Email, NormalizedUserName = Email.ToUpperInvariant(),
            UnitId = unit.Id, Roles = [Role.Submitter], SecurityStamp = Guid.NewGuid().ToString("N"), CreatedAt = now,
        };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        var period = new Period
        {
            Id = Guid.CreateVersion7(), Name = "2026", Year = 2026, Status = PeriodStatus.Open,
            TimeZone = "Asia/Makassar", OpensAt = now.AddDays(-1), ClosesAt = now.AddDays(1),
            ReviewDueAt = now.AddDays(2), AnnounceOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(9),
            RubricVersionId = Guid.CreateVersion7(), CreatedAt = now,
            FileRules = new() { QuotaBytes = long.MaxValue / 4 },
        };
        var rubric = new RubricVersion
        {
            Id = period.RubricVersionId, PeriodId = period.Id, Number = 1, Rubric = StandardRubric.Make(),
            CreatedAt = now,
        };
        var entries = Enumerable.Range(0, count)
            .Select(_ => new Entry
            {
                Id = Guid.CreateVersion7(), PeriodId = period.Id, UnitId = unit.Id, CreatedBy = account.Id,
                CreatedAt = now, UpdatedAt = now,
            })
            .ToArray();
        database.AddRange([unit, account, period, rubric, .. entries]);
        await database.SaveChangesAsync();
        return [.. entries.Select(entry => entry.Id)];
    }

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/>""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
