using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>What the real program writes of a request outside development: little, and no secret.</summary>
public sealed class RequestLineTests : IAsyncLifetime
{
    private const string Token = "CfDJ8-never-in-a-log-0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly TestDatabase database = new();
    private readonly string folder = Directory.CreateTempSubdirectory("videoreview-line-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Page_view_leaves_one_short_line_and_no_secret_any()
    {
        await using var web = await RunningProgram.StartAsync("VideoReview.Web", Settings());
        using var browser = new HttpClient { BaseAddress = web.Address };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var first = await browser.GetAsync("/sign-in", Cancellation);
        await LinesAsync(web, 1);
        var before = web.Log.Length;

        using var page = await browser.GetAsync("/sign-in?next=/entries", Cancellation);
        using var icon = await browser.GetAsync("/favicon.svg", Cancellation);
        await LinesAsync(web, 2);
        var said = web.Log[before..];
        using var reset = await browser.GetAsync(
            $"/password/reset?account={Guid.NewGuid()}&token={Token}", Cancellation);
        using var refused = await browser.PostAsync("/upload-line/" + Token, null, Cancellation);
        await LinesAsync(web, 4);

        Assert.True(Encoding.UTF8.GetByteCount(said) is > 0 and <= 180, said);
        var line = JsonDocument.Parse(said).RootElement;
        Assert.Equal(
            ("GET /sign-in", 200), (line.GetProperty("request").GetString(), line.GetProperty("status").GetInt32()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (reset.StatusCode, refused.StatusCode));
        Assert.DoesNotContain(Token, web.Log, StringComparison.Ordinal);
        Assert.Contains("\"POST /upload-line/*\"", web.Log, StringComparison.Ordinal);
        await Eventually.Async(
            async () => await RefusalAsync() == "127.0.0.1 POST /upload-line/* 403", "the refusal in the security log");
    }

    /// <summary>The console writes behind the answer.</summary>
    private static Task LinesAsync(RunningProgram web, int count) => Eventually.Async(
        () => web.Log.Split("\"request\":").Length > count, $"{count} lines");

    private async Task<string?> RefusalAsync()
    {
        await using var command = database.DataSource.CreateCommand(
            "SELECT client || ' ' || detail FROM security_event WHERE kind = 'refused'");
        return (string?)await command.ExecuteScalarAsync(Cancellation);
    }

    private Dictionary<string, string> Settings()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest(
            "CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var keys = Path.Combine(folder, "keys.pfx");
        File.WriteAllBytes(keys, certificate.Export(X509ContentType.Pfx, "keys"));
        return new(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Database:ConnectionString"] = database.ConnectionString,
            ["DataProtection:CertificatePath"] = keys,
            ["DataProtection:CertificatePassword"] = "keys",
            ["Uploads:StagingFolder"] = Path.Combine(folder, "staging"),
            ["Storage:DiskFolder"] = Path.Combine(folder, "objects"),
            ["Media:ScratchFolder"] = Path.Combine(folder, "scratch"),
            ["Proxy:TrustedNetworks:0"] = "127.0.0.1/32",
            ["Worker:InProcess"] = "false",
            ["Bus:Transport"] = "InMemory",
        };
    }
}
