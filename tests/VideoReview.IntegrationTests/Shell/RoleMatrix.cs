using VideoReview.Domain.Accounts;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>One way into the web: a method and a route with who may take it.</summary>
/// <param name="Who">Names of roles; "anybody" = without signing in, "everybody" = whoever is signed in.</param>
/// <param name="IsPage">A page with its forms, not an endpoint.</param>
public sealed record Door(string Method, string Route, IReadOnlyList<string> Who, bool IsPage)
{
    public bool IsAnybodys => Who is ["anybody"];

    public bool Opens(string role) => Who is ["anybody"] or ["everybody"] || Who.Contains(role, StringComparer.Ordinal);

    /// <summary>The address of something that does not exist: who may ask for it is decided before.</summary>
    public string Address => string.Join('/', Route.Split('/').Select(part => part switch
    {
        ['{', ..] when part.Contains(":guid", StringComparison.Ordinal) => Guid.NewGuid().ToString(),
        ['{', ..] when part.Contains(":int", StringComparison.Ordinal) => "404",
        ['{', ..] when part.Contains("sha256", StringComparison.Ordinal) => new string('0', 64),
        ['{', ..] => "x",
        _ => part,
    }));
}

/// <summary>
/// Every page and endpoint of the web and who may use it. A new one needs its line here;
/// "page" = GET and POST of a page.
/// </summary>
internal static class RoleMatrix
{
    public static readonly string[] Roles = ["submitter", "reviewer", "coordinator", "admin", "observer"];

    private const string Table = """
        page  /                                  everybody
        page  /sign-in                           anybody
        page  /password                          everybody
        page  /password/forgotten                anybody
        page  /password/reset                    anybody
        GET   /_framework/opaque-redirect        everybody
        page  /not-found                         anybody
        page  /status/{Code:int}                 anybody
        page  /status/401                        anybody
        POST  /language                          anybody
        POST  /sign-out                          everybody
        POST  /notices/read                      everybody
        any   /health/live                       anybody
        any   /health/ready                      anybody
        GET   /live                              everybody
        page  /licences                          anybody
        GET   /.well-known/security.txt          anybody

        page  /accounts                          admin
        page  /accounts/new                      admin
        page  /accounts/{Id:guid}                admin
        page  /security                          admin
        GET   /security/csv                      admin
        page  /units                             admin
        page  /units/{Id:guid}                   admin

        page  /periods                           coordinator observer admin
        page  /periods/new                       coordinator
        page  /periods/{Id:guid}                 coordinator observer admin
        page  /periods/{Id:guid}/edit            coordinator
        page  /periods/{Id:guid}/rubric          coordinator

        page  /own-entries                       submitter
        page  /own-entries/new                   submitter
        page  /own-entries/{Id:guid}             submitter
        page  /own-entries/{Id:guid}/versions  submitter
        page  /own-entries/{Id:guid}/withdrawal  submitter
        page  /own-entries/{Id:guid}/draft       submitter
        POST  /own-entries/{id:guid}/profile     submitter

        OPTIONS /uploads                         submitter
        OPTIONS /uploads/{id:guid}               submitter
        GET   /uploads                           submitter
        POST  /uploads                           submitter
        HEAD  /uploads/{id:guid}                 submitter
        PATCH /uploads/{id:guid}                 submitter
        POST  /uploads/{id:guid}                 submitter
        DELETE /uploads/{id:guid}                submitter
        POST  /uploads/{id:guid}/hash            submitter
        POST  /uploads/{id:guid}/cancellation    submitter
        page  /upload-line                       admin
        POST  /upload-line/{token}               anybody

        GET   /videos/{id:guid}/play             submitter reviewer coordinator
        HEAD  /videos/{id:guid}/play             submitter reviewer coordinator
        GET   /videos/{id:guid}/original         submitter reviewer coordinator
        HEAD  /videos/{id:guid}/original         submitter reviewer coordinator
        GET   /videos/{id:guid}/pictures/{sha256:length(64)}  submitter reviewer coordinator observer
        HEAD  /videos/{id:guid}/pictures/{sha256:length(64)}  submitter reviewer coordinator observer
        POST  /videos/{id:guid}/stops            submitter reviewer coordinator
        POST  /videos/{id:guid}/retry            coordinator
        POST  /videos/{id:guid}/poster           submitter

        page  /reviews                           reviewer
        page  /reviews/{Id:guid}                 reviewer
        POST  /reviews/claims                    reviewer
        POST  /reviews/period                    reviewer
        POST  /reviews/{id:guid}/claim           reviewer
        POST  /reviews/{id:guid}/draft           reviewer
        POST  /reviews/{id:guid}/lease           reviewer

        page  /board                             coordinator observer
        page  /entries                           coordinator observer
        page  /entries/assignments               coordinator
        page  /entries/{Id:guid}                 coordinator
        page  /appointments                      coordinator
        page  /matches                           coordinator
        page  /matches/{Id:guid}                 coordinator
        page  /backups                           admin
        page  /processing                        coordinator admin
        page  /processing/failures               coordinator admin
        page  /processing/messages               admin
        page  /tools                             admin
        page  /results                           coordinator observer
        page  /results/{PeriodId:guid}           coordinator observer
        GET   /results/{periodId:guid}/csv       coordinator observer
        """;

    public static IReadOnlyList<Door> Doors { get; } =
        [.. Table.Split('\n').Where(line => line.Length > 0).SelectMany(Read)];

    /// <summary>As the table calls it.</summary>
    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    private static IEnumerable<Door> Read(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] methods = parts[0] switch
        {
            "page" => ["GET", "POST"],
            "any" => ["GET"],
            _ => [parts[0]],
        };
        return methods.Select(method => new Door(method, parts[1], parts[2..], parts[0] == "page"));
    }
}
