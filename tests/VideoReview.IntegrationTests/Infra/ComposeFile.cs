using System.Text.RegularExpressions;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>One compose file as docker-compose itself reads it; no container is started.</summary>
public sealed partial class ComposeFile
{
    public const string Grown = "docker-compose.yml", One = "infra/docker/one-machine.yml";

    /// <summary>What .env must say; of each, docker-compose stops with the name when it is empty.</summary>
    private static readonly string[] Required =
    [
        "SITE", "POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD", "POSTGRES_APP_PASSWORD", "RABBITMQ_PASSWORD",
        "STORAGE_USER", "STORAGE_PASSWORD", "STORAGE_WORKER_USER", "STORAGE_WORKER_PASSWORD", "STORAGE_ROOT_PASSWORD",
        "SESSION_KEYS_PASSWORD",
    ];

    private readonly string text;

    private ComposeFile(string text) => this.text = text;

    /// <summary>Names of the services that run one of our images.</summary>
    public IEnumerable<string> Programs =>
        Services().Where(name => Service(name).Contains("image: videoreview-", StringComparison.Ordinal));

    public static async Task<ComposeFile> ReadAsync(string file)
    {
        var said = await ConfigAsync(file, missing: null);
        Assert.True(said.Code == 0, said.Error);
        return new(said.Output);
    }

    /// <summary>Values of the environment win over a developer's own .env.</summary>
    /// <param name="missing">Left empty; null = none.</param>
    internal static Task<Said> ConfigAsync(string file, string? missing)
    {
        var settings = Required.ToDictionary(
            name => name, string? (name) => name == missing ? "" : "value-of-" + name, StringComparer.Ordinal);
        settings["DATA_FOLDER"] = "/somewhere";
        return Shell.RunAsync(
            TestServices.Tool("docker-compose"), ["--project-directory", ".", "-f", file, "config"],
            TestContext.Current.CancellationToken, settings);
    }

    /// <summary>The lines of one service: everything indented deeper than its name.</summary>
    public string Service(string name) =>
        string.Join(
            '\n', text.Split('\n').SkipWhile(line => line != "services:").SkipWhile(line => line != $"  {name}:")
                .Skip(1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));

    /// <summary>Does nothing in this network get out?</summary>
    public bool IsInternal(string network) =>
        text.Split('\n').SkipWhile(line => line != "networks:").SkipWhile(line => line != $"  {network}:").Skip(1)
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Contains("    internal: true", StringComparer.Ordinal);

    /// <summary>What the service's program finds in its environment.</summary>
    public Dictionary<string, string?> Environment(string name) =>
        Part(name, "environment").Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], string? (pair) => pair[1].Trim('\'', '"'), StringComparer.Ordinal);

    /// <summary>Folders inside the container that outlive it or are in memory: all else is read-only.</summary>
    public IEnumerable<string> WritableFolders(string name) =>
        Part(name, "volumes").Where(volume => !volume.EndsWith(":ro", StringComparison.Ordinal))
            .Select(volume => volume.Split(':') is [_, { } inside, ..] ? inside : volume).Concat(Part(name, "tmpfs"));

    /// <summary>One key's entries, without the dashes of a list.</summary>
    public IEnumerable<string> Part(string name, string key) =>
        Service(name).Split('\n').SkipWhile(line => line != $"    {key}:").Skip(1)
            .TakeWhile(line => line.StartsWith("      ", StringComparison.Ordinal)
                || line.StartsWith("    - ", StringComparison.Ordinal))
            .Select(line => line.TrimStart(' ', '-'));

    private IEnumerable<string> Services() =>
        text[text.IndexOf("services:", StringComparison.Ordinal)..].Split('\n')
            .Select(line => ServiceName().Match(line)).Where(found => found.Success)
            .Select(found => found.Groups["name"].Value);

    [GeneratedRegex("^  (?<name>[a-z]+):$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServiceName();
}

/// <summary>Both sizes, read once: docker-compose takes its second for each.</summary>
public sealed class ComposeFiles : IAsyncLifetime
{
    private readonly Dictionary<string, ComposeFile> files = new(StringComparer.Ordinal);

    public ComposeFile Of(string file) => files[file];

    public async ValueTask InitializeAsync()
    {
        foreach (var file in (string[])[ComposeFile.Grown, ComposeFile.One])
        {
            files[file] = await ComposeFile.ReadAsync(file);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
