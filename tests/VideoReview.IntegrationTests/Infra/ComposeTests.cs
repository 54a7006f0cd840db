using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>docker-compose.yml as docker-compose itself reads it; no container is started.</summary>
public sealed class ComposeTests
{
    private static readonly string[] Required =
    [
        "SITE", "POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD", "POSTGRES_APP_PASSWORD", "RABBITMQ_PASSWORD",
        "MINIO_USER", "MINIO_PASSWORD", "SESSION_KEYS_PASSWORD",
    ];

    public static TheoryData<string> RequiredVariables => new(Required);

    [Fact]
    public async Task Complete_settings_are_accepted()
    {
        var said = await ConfigAsync(
            Required.ToDictionary(name => name, string? (name) => "value-of-" + name, StringComparer.Ordinal));

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("https://value-of-SITE", said.Output, StringComparison.Ordinal);
        foreach (var program in (string[])["web", "worker"])
        {
            var lines = Service(said.Output, program);
            Assert.Contains("value-of-POSTGRES_APP_PASSWORD", lines, StringComparison.Ordinal);
            Assert.DoesNotContain("value-of-POSTGRES_OWNER_PASSWORD", lines, StringComparison.Ordinal);
            Assert.All(
                [
                    "read_only: true", "no-new-privileges:true", "- ALL",
                    $"- /app/VideoReview.{program switch { "web" => "Web", _ => "Worker" }}",
                ],
                part => Assert.Contains(part, lines, StringComparison.Ordinal));
        }

        Assert.Contains("front:", Service(said.Output, "web"), StringComparison.Ordinal);
        Assert.DoesNotContain("front:", Service(said.Output, "worker"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RequiredVariables))]
    public async Task Missing_secret_stops_compose_with_its_name(string variable)
    {
        var settings = Required.ToDictionary(name => name, string? (name) => "x", StringComparer.Ordinal);
        settings[variable] = "";

        var said = await ConfigAsync(settings);

        Assert.NotEqual(0, said.Code);
        Assert.Contains(variable + " is missing", said.Error, StringComparison.Ordinal);
    }

    /// <summary>Values of the environment win over a developer's own .env.</summary>
    private static Task<Said> ConfigAsync(Dictionary<string, string?> settings) =>
        Shell.RunAsync(
            TestServices.Tool("docker-compose"), ["config"], TestContext.Current.CancellationToken, settings);

    /// <summary>The lines of one service: everything indented deeper than its name.</summary>
    private static string Service(string output, string name) =>
        string.Join('\n', output.Split('\n').SkipWhile(line => line != $"  {name}:").Skip(1)
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));
}
