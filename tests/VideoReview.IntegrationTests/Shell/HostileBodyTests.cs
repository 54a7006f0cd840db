using System.Text;
using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every endpoint that takes a body and is no page, given what no island and no form of ours would send: no answer is a
/// failure, and no connection is lost to the database.
/// </summary>
public sealed class HostileBodyTests(TestWeb web) : IClassFixture<TestWeb>
{
    /// <summary>What the forms of the endpoints hold, beside what the pages' own forms call theirs.</summary>
    private static readonly string[] Fields =
        ["back", "entry", "language", "next", "notice", "note", "position", "version", "Input.Version"];

    private static readonly byte[][] Json =
    [
        [], "null"u8.ToArray(), "[]"u8.ToArray(), "{"u8.ToArray(), "{\"sha256\":1}"u8.ToArray(),
        "{\"sha256\":\"\\u0000\"}"u8.ToArray(), [.. "{\"sha256\":\""u8, 0xFF, 0xFE, .. "\"}"u8],
        Encoding.ASCII.GetBytes(new string('[', 5_000)),
        Encoding.ASCII.GetBytes($"{{\"sha256\":\"{new string('x', 200_000)}\"}}"),
    ];

    private static readonly string[] Numbers =
        ["-1", "0", "1", "9223372036854775807", "99999999999999999999", "x"];

    /// <summary>In base64: bytes that are no UTF-8, and three that are NUL.</summary>
    private const string NoText = "/////w==", Nul = "AAAA";

    private readonly HostileStage stage = new(web);

    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Endpoint_given_nonsense_is_never_a_failure(Role role)
    {
        var (browser, ids) = await stage.OpenAsync(role);
        using var held = browser;
        var token = (await Page.OpenAsync(browser, "/")).Token!;
        var names = (await NamesAsync(browser, role, ids)).Concat(Fields).ToList();
        var failures = new List<string?>();
        var before = await stage.ConnectionsAsync();

        foreach (var (method, path) in Endpoints(role, ids))
        {
            foreach (var (what, content, headers) in Requests(path, names, token))
            {
                failures.Add(await HostileStage.SendAsync(browser, method, path, what, content, headers));
            }
        }

        Assert.Equal([], failures.OfType<string>());
        Assert.InRange(await stage.ConnectionsAsync(), 0, before + HostileStage.FewMore);
    }

    /// <summary>What signs out stands at the end.</summary>
    private static IEnumerable<(HttpMethod Method, string Path)> Endpoints(
        Role role, IReadOnlyDictionary<string, string> ids) =>
        from door in RoleMatrix.Doors
        where door is { IsPage: false, Method: not ("GET" or "HEAD" or "OPTIONS") }
            && door.Opens(RoleMatrix.NameOf(role))
        orderby door.Route == "/sign-out", door.Method == "DELETE"
        let path = HostileStage.AddressOf(door, ids)
        where path is not null
        select (new HttpMethod(door.Method), path);

    /// <summary>What the forms on the page of the role's own kind of row are called.</summary>
    private static async Task<IEnumerable<string>> NamesAsync(
        HttpClient browser, Role role, IReadOnlyDictionary<string, string> ids)
    {
        var kind = role switch
        {
            Role.Submitter => "/own-entries",
            Role.Reviewer => "/reviews",
            _ => "/",
        };
        var page = await Page.OpenAsync(browser, kind.Length > 1 ? kind + "/" + ids[kind] : kind);
        return page.Forms.SelectMany(page.FieldsOf).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<(string What, HttpContent Content, (string Name, string Value)[] Headers)> Requests(
        string path, IReadOnlyList<string> names, string token) =>
        path.StartsWith("/uploads", StringComparison.Ordinal)
            ? [.. Forms(names, token), .. Texts(), .. Pieces()]
            : [.. Forms(names, token), .. Texts()];

    private static IEnumerable<(string, HttpContent, (string, string)[])> Forms(
        IReadOnlyList<string> names, string token)
    {
        foreach (var value in HostileStage.Values)
        {
            yield return ("all " + HostileStage.Name(value), HostileStage.Form(
                [("__RequestVerificationToken", token), .. names.Select(name => (name, value))]), []);
        }

        foreach (var name in names)
        {
            yield return ($"{name} %00", HostileStage.Form(
                [("__RequestVerificationToken", token), (name, "%00")]), []);
        }
    }

    private static IEnumerable<(string, HttpContent, (string, string)[])> Texts() =>
        Json.Select(json => (
            $"json of {json.Length}", HostileStage.Body(json, "application/json"), ((string, string)[])[]));

    private static IEnumerable<(string, HttpContent, (string, string)[])> Pieces()
    {
        foreach (var number in Numbers)
        {
            foreach (var checksum in (string[])["", "sha1 " + number, "sha256 AAAA"])
            {
                yield return ($"tus {number} {checksum}",
                    HostileStage.Body([0xFF], "application/offset+octet-stream"),
                    [
                        ("Upload-Length", number), ("Upload-Offset", number), ("Upload-Checksum", checksum),
                        ("Upload-Metadata", $"filename {(checksum is "" ? NoText : Nul)},duration {Base64(number)},x"),
                    ]);
            }
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
