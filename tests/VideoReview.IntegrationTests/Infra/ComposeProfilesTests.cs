using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VideoReview.Application;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>The profiles "backup" and "scanner" of both sizes; no container is started.</summary>
public sealed class ComposeProfilesTests
{
    private static readonly string[] OfProfiles = ["backup", "scanner", "signatures"];

    public static TheoryData<string> Files => [ComposeFile.Grown, ComposeFile.One];

    /// <summary>What opens strangers' files has no way out, and what has one opens nothing.</summary>
    [Theory]
    [InlineData(ComposeFile.Grown, "worker")]
    [InlineData(ComposeFile.One, "web")]
    public async Task Profiles_reach_only_what_they_need(string file, string scans)
    {
        var compose = await ComposeFile.ReadAsync(file);

        Assert.All(OfProfiles, name => Assert.NotEmpty(compose.Part(name, "profiles")));
        Assert.Equal(
            ["back", "scanning", "signatures"],
            OfProfiles.Select(name => Assert.Single(compose.Part(name, "networks")).Split(':')[0]));
        Assert.Contains(
            compose.Part(scans, "networks"), network => network.StartsWith("scanning", StringComparison.Ordinal));
        Assert.Equal((true, true, false), (
            compose.IsInternal("back"), compose.IsInternal("scanning"), compose.IsInternal("signatures")));
        Assert.Contains("signatures:/signatures:ro", compose.Part("scanner", "volumes"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Backup_accepts_its_settings_and_writes_only_where_it_can(string file)
    {
        var compose = await ComposeFile.ReadAsync(file);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(compose.Environment("backup")
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value)))
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddReviewApplication(configuration)
            .AddReviewStorage(configuration).BuildServiceProvider();

        var backup = services.GetRequiredService<IOptions<BackupOptions>>().Value;
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;

        Assert.Equal(
            storage.Kind == StorageKind.Disk ? (null, "/files/objects") : ("value-of-STORAGE_USER", null),
            (storage.S3AccessKey, storage.DiskFolder));
        Assert.Equal((14, "02:00", "Asia/Jakarta"), (backup.Keep, backup.At, backup.Zone));
        Assert.Contains(
            "videoreview_owner", services.GetRequiredService<PostgresTools>().Owner, StringComparison.Ordinal);
        Assert.Equal(["backup", "/backup", "nightly"], compose.Part("backup", "command"));
        Assert.Equal(["/files", "/backup", "/tmp"], compose.WritableFolders("backup"));
        Assert.StartsWith(
            "/files/", services.GetRequiredService<IOptions<StagingOptions>>().Value.StagingFolder,
            StringComparison.Ordinal);
    }
}
