using System.Net;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every page and endpoint of the running web against <see cref="RoleMatrix"/>: who gets in, and that no
/// other site gets in through them.
/// </summary>
public sealed class RoleMatrixTests(TestWeb web) : IClassFixture<TestWeb>
{
    private static readonly HttpStatusCode[] Shut = [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden];

    /// <summary>Open to whoever must change a one-time password first.</summary>
    private static readonly string[] BeforeTheGate =
        ["/password", "/sign-out", "/sign-in", "/status", "/language", "/health"];

    private readonly People people = new(web.Database);

    [Fact]
    public void Every_endpoint_has_its_line_and_every_line_its_endpoint() =>
        Assert.Equal(
            Endpoints().Select(e => $"{e.Method} {e.Route}").Order(StringComparer.Ordinal),
            RoleMatrix.Doors.Select(d => $"{d.Method} {d.Route}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Nobody_gets_in_without_signing_in_except_where_anybody_may()
    {
        using var browser = web.NewBrowser();

        Assert.Empty(await DifferencesAsync(browser, (door, status, location) => door.IsAnybodys
            ? IsIn(status, location)
            : status == HttpStatusCode.Unauthorized || (door.Method == "GET" && IsSignIn(status, location))
                || (door.Route, location) == ("/sign-out", "/sign-in")));
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Observer)]
    public async Task Role_gets_in_where_its_line_says_and_nowhere_else(Role role)
    {
        using var browser = await BrowserAsync(role);

        Assert.Empty(await DifferencesAsync(browser, (door, status, location) =>
            door.Opens(RoleMatrix.NameOf(role)) ? IsIn(status, location) : status == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task One_time_password_opens_nothing_but_its_own_change()
    {
        var account = await people.AddAsync(Role.Coordinator);
        await using (var context = web.Database.NewContext())
        {
            await context.Users.Where(a => a.Id == account.Id).ExecuteUpdateAsync(
                row => row.SetProperty(a => a.MustChangePassword, true), TestContext.Current.CancellationToken);
        }

        account.MustChangePassword = true;
        using var browser = await web.NewBrowserAsync(account);

        Assert.Empty(await DifferencesAsync(browser, (door, status, location) =>
            BeforeTheGate.Any(path => door.Route.StartsWith(path, StringComparison.Ordinal))
            || (door.Method is "GET" or "HEAD"
                ? (status, location) == (HttpStatusCode.SeeOther, "/password")
                : status == HttpStatusCode.Forbidden)));
    }

    public static TheoryData<string, string> Foreign => new()
    {
        { "Sec-Fetch-Site", "cross-site" },
        { "Sec-Fetch-Site", "same-site" },
        { "Sec-Fetch-Site", "none" },
        { "Origin", "https://evil.example" },
        { "Origin", "http://localhost" },
        { "Origin", "null" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Call_from_another_site_changes_nothing(string header, string value)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await BrowserAsync(role);
            browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
            browser.DefaultRequestHeaders.Add(header, value);

            Assert.Empty(await DifferencesAsync(
                browser, (_, status, _) => status == HttpStatusCode.Forbidden,
                door => IsUnsafe(door) && door.Opens(RoleMatrix.NameOf(role))));
        }
    }

    [Fact]
    public async Task Call_without_token_or_own_header_changes_nothing()
    {
        var forms = Endpoints().Where(e => e.IsForm).Select(e => $"{e.Method} {e.Route}")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await BrowserAsync(role);

            Assert.Empty(await DifferencesAsync(
                browser,
                (door, status, _) => status == (forms.Contains($"{door.Method} {door.Route}")
                    ? HttpStatusCode.BadRequest
                    : HttpStatusCode.Forbidden),
                door => IsUnsafe(door) && door.Opens(RoleMatrix.NameOf(role)),
                ownHeaders: false));
        }
    }

    [Fact]
    public async Task Form_with_a_token_of_another_person_changes_nothing()
    {
        using var browser = await BrowserAsync(Role.Coordinator);
        using var other = await BrowserAsync(Role.Coordinator);
        var token = (await Page.OpenAsync(other, "/periods/new")).Token!;

        using var content = new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("_handler", "period-new")]);
        using var answer = await browser.PostAsync("/periods/new", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>What the web really maps. Health checks name no method: they are asked by GET.</summary>
    private IEnumerable<(string Method, string Route, bool IsForm, bool IsJson)> Endpoints() =>
        from endpoint in web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (
            method,
            "/" + endpoint.RoutePattern.RawText!.Trim('/'),
            endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true },
            endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes
                .Contains("application/json", StringComparer.Ordinal) == true);

    private async Task<List<string>> DifferencesAsync(
        HttpClient browser, Func<Door, HttpStatusCode, string?, bool> isRight, Func<Door, bool>? which = null,
        bool ownHeaders = true)
    {
        var json = Endpoints().Where(e => e.IsJson).Select(e => e.Route).ToHashSet(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var door in RoleMatrix.Doors.Where(which ?? (_ => true)))
        {
            using var request = Request(door, json.Contains(door.Route), ownHeaders);

            // Headers only: the stream of changes never ends.
            using var answer = await browser.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            if (!isRight(door, answer.StatusCode, answer.Headers.Location?.ToString()) || (int)answer.StatusCode >= 500)
            {
                differences.Add($"{door.Method} {door.Route}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        return differences;
    }

    private static HttpRequestMessage Request(Door door, bool isJson, bool ownHeaders)
    {
        var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Address);
        request.Content = IsUnsafe(door)
            ? isJson ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([])
            : null;
        if (ownHeaders)
        {
            request.Headers.Add("X-Requested-By", "test");
            request.Headers.Add("Tus-Resumable", "1.0.0");
        }

        return request;
    }

    private async Task<HttpClient> BrowserAsync(Role role) =>
        await web.NewBrowserAsync(role == Role.Submitter
            ? await people.AddAsync(await people.AddUnitAsync(), role)
            : await people.AddAsync(role));

    private static bool IsIn(HttpStatusCode status, string? location) =>
        !Shut.Contains(status) && !IsSignIn(status, location);

    private static bool IsSignIn(HttpStatusCode status, string? location) =>
        status == HttpStatusCode.Redirect && location?.Contains("/sign-in", StringComparison.Ordinal) == true;

    private static bool IsUnsafe(Door door) => door.Method is not ("GET" or "HEAD" or "OPTIONS");
}
