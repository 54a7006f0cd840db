using System.Text.RegularExpressions;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.Application.Uploads;
using VideoReview.Application.Words;
using VideoReview.Web.OneShot.Seeds;
using VideoReview.Web.Shell;
using VideoReview.Worker;
using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>A setting with a slip in its name would be ignored in silence; here it is found.</summary>
public sealed partial class SettingsTests
{
    private static readonly Dictionary<string, Type[]> Sections = new(StringComparer.Ordinal)
    {
        ["Database"] = [typeof(DatabaseOptions)],
        ["Bus"] = [typeof(BusOptions)],
        ["Storage"] = [typeof(StorageOptions)],
        ["Uploads"] = [typeof(StagingOptions), typeof(UploadOptions)],
        ["Media"] = [typeof(MediaOptions)],
        ["Scanner"] = [typeof(ScannerOptions)],
        ["Worker"] = [typeof(WorkerOptions)],
        ["Accounts"] = [typeof(AccountsOptions)],
        ["Mail"] = [typeof(MailOptions)],
        ["DataProtection"] = [typeof(KeysOptions)],
        ["Proxy"] = [typeof(ProxyOptions)],
        ["Security"] = [typeof(SecurityOptions)],
        ["Backup"] = [typeof(BackupOptions)],
        ["Office"] = [typeof(OfficeOptions)],
        ["Seed"] = [typeof(SeedOptions)],
    };

    public static TheoryData<string> Files =>
    [
        "docker-compose.yml", "infra/docker/one-machine.yml", "infra/dev.d/run.sh",
        "infra/dev.d/backup.sh", "README.md",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Setting_named_in_a_file_is_one_that_the_program_reads(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Shell.Root, file), TestContext.Current.CancellationToken);

        var unknown = Setting().Matches(text)
            .Where(found => !IsKnown(found.Groups["section"].Value, found.Groups["name"].Value))
            .Select(found => found.Value).Distinct();

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("Uploads__StagingFolders")]
    [InlineData("Upload__StagingFolder")]
    public void Misspelt_setting_is_found(string setting)
    {
        var found = Setting().Match(setting);

        Assert.False(IsKnown(found.Groups["section"].Value, found.Groups["name"].Value));
    }

    private static bool IsKnown(string section, string name) =>
        Sections.GetValueOrDefault(section, []).Any(options => options.GetProperty(name) is not null);

    [GeneratedRegex(@"\b(?<section>[A-Z][A-Za-z]+)__(?<name>[A-Z][A-Za-z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
