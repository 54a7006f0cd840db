using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VideoReview.Application;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.Application.Uploads;
using VideoReview.Web.Shell;
using VideoReview.Worker;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>Both sizes, as docker-compose reads them, against what the programs ask of their place.</summary>
public sealed partial class ComposeTests(ComposeFiles files) : IClassFixture<ComposeFiles>
{
    public static TheoryData<string> Files => [ComposeFile.Grown, ComposeFile.One];

    /// <summary>What the grown size's services other than the programs alone need is asked for by it alone.</summary>
    [Theory]
    [InlineData(ComposeFile.Grown, "STORAGE_PASSWORD")]
    [InlineData(ComposeFile.One, "SESSION_KEYS_PASSWORD")]
    public async Task Missing_secret_stops_compose_with_its_name(string file, string variable)
    {
        var said = await ComposeFile.ConfigAsync(file, variable);

        Assert.NotEqual(0, said.Code);
        Assert.Contains(variable + " is missing", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_secret_stops_compose_when_it_is_missing(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Shell.Root, file), TestContext.Current.CancellationToken);

        var lax = Variable().Matches(text).Where(found => found.Groups["rest"].Value is not ":?")
            .Select(found => found.Value).Except(["${SMTP_PASSWORD:-", "${SMTP_USER:-"], StringComparer.Ordinal);

        Assert.Empty(lax);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Programs_stand_under_every_restraint_and_few_know_the_owners_password(string file)
    {
        var compose = files.Of(file);

        Assert.All(compose.Programs, name =>
        {
            var lines = compose.Service(name);
            Assert.Contains("read_only: true", lines, StringComparison.Ordinal);
            Assert.Equal(["ALL"], compose.Part(name, "cap_drop"));
            Assert.Equal(["no-new-privileges:true"], compose.Part(name, "security_opt"));
            Assert.Equal(name == "folders" ? ["CHOWN"] : (string[])[], compose.Part(name, "cap_add"));
            Assert.Equal(
                name is "migrate" or "backup",
                lines.Contains("value-of-POSTGRES_OWNER_PASSWORD", StringComparison.Ordinal));
            Assert.Equal(
                name == "web",
                compose.Part(name, "networks").Any(network => network.StartsWith("front", StringComparison.Ordinal)));
        });
        Assert.Contains("https://value-of-SITE", compose.Service("web"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ComposeFile.Grown, "web")]
    [InlineData(ComposeFile.Grown, "worker")]
    [InlineData(ComposeFile.Grown, "migrate")]
    [InlineData(ComposeFile.One, "web")]
    [InlineData(ComposeFile.One, "migrate")]
    public async Task Program_accepts_its_settings_and_writes_only_where_it_can(string file, string service)
    {
        var compose = files.Of(file);
        var settings = compose.Environment(service).ToDictionary(
            pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.Ordinal);

        await using var services = Services(settings, service);
        services.GetRequiredService<IStartupValidator>().Validate();

        if (service != "migrate")
        {
            var writable = compose.WritableFolders(service).ToList();
            Assert.All(WrittenBy(services, service), path => Assert.Contains(
                writable, folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Programs_hold_only_their_own_key_of_the_store_and_none_its_roots()
    {
        var compose = files.Of(ComposeFile.Grown);

        Assert.All(compose.Programs, name => Assert.DoesNotContain(
            "value-of-STORAGE_ROOT_PASSWORD", compose.Service(name), StringComparison.Ordinal));
        Assert.All((string[])["web", "bucket"], name => Assert.Equal(
            ("value-of-STORAGE_USER", "value-of-STORAGE_PASSWORD"), KeyOf(name)));
        Assert.Equal(("value-of-STORAGE_WORKER_USER", "value-of-STORAGE_WORKER_PASSWORD"), KeyOf("worker"));
        Assert.DoesNotContain("value-of-STORAGE_PASSWORD", compose.Service("worker"), StringComparison.Ordinal);

        (string? User, string? Secret) KeyOf(string name) => (
            compose.Environment(name)["Storage__S3AccessKey"], compose.Environment(name)["Storage__S3SecretKey"]);
    }

    /// <summary>Each process has one connection beside its pool; migrate, a backup and a person come on top.</summary>
    [Fact]
    public void Pools_of_two_webs_and_three_workers_fit_the_database()
    {
        var compose = files.Of(ComposeFile.Grown);
        var most = int.Parse(
            MaxConnections().Match(compose.Service("postgres")).Groups["most"].Value, CultureInfo.InvariantCulture);

        Assert.InRange((2 * Of("web")) + (3 * Of("worker")) + 10, 1, most);

        int Of(string name) =>
            int.Parse(compose.Environment(name)["Database__MaximumConnections"]!, CultureInfo.InvariantCulture) + 1;
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, string service)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddReviewApplication(configuration);
        services.AddReviewStorage(configuration);
        services.AddReviewMessaging(configuration, _ => { });
        if (service == "web")
        {
            services.AddReviewStaging();
            services.AddReviewUploads(configuration);
            ProxySetup.Add(services, configuration);
        }

        if (service == "worker" || settings["Worker:InProcess"] == "true")
        {
            services.AddReviewWorker(configuration);
        }

        return services.BuildServiceProvider();
    }

    private static IEnumerable<string> WrittenBy(IServiceProvider services, string service)
    {
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (service == "web")
        {
            yield return services.GetRequiredService<IOptions<StagingOptions>>().Value.StagingFolder;
        }

        if (storage.Kind == StorageKind.Disk)
        {
            yield return storage.DiskFolder!;
        }

        if (services.GetService<Scanner>() is not null)
        {
            yield return services.GetRequiredService<IOptions<MediaOptions>>().Value.ScratchFolder;
        }
    }

    [GeneratedRegex("max_connections=(?<most>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MaxConnections();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]*(PASSWORD|USER)|SITE)(?<rest>:.)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
