using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VideoReview.Application.Media;
using VideoReview.Domain.Entries;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>Every arrow of the house, read from the source: which room and which word may name which.</summary>
public sealed partial class HouseTests
{
    /// <summary>Things first, then desks; each looks only at those before it.</summary>
    private static readonly string[] Words =
    [
        "Accounts", "Periods", "Entries", "Media", "Uploads", "Scoring", "Reviewing", "Submitting", "Deciding",
        "Coordination", "Operations",
    ];

    /// <summary>What serves all words and knows none of them.</summary>
    private static readonly string[] Serving = ["Database", "Storage", "Messaging", "Words", "Notices", "Jobs"];

    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Domain"] = ["Domain"],
        ["Application"] = ["Domain", "Application"],
        ["Web"] = ["Domain", "Application", "Web"],
        ["Worker"] = ["Domain", "Application", "Worker"],
    };

    [Fact]
    public void Source_names_only_what_the_house_allows()
    {
        var root = Path.Combine(Root(), "src");

        var forbidden = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal)
                || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .SelectMany(file => Forbidden(file, File.ReadAllText(Path.Combine(root, file))))
            .ToList();

        Assert.Equal([], forbidden);
    }

    [Theory]
    [InlineData("VideoReview.Domain/Periods/Period.cs", "using VideoReview.Application.Periods;")]
    [InlineData("VideoReview.Domain/Periods/Period.cs", "using VideoReview.Domain.Entries;")]
    [InlineData(
        "VideoReview.Application/Periods/PeriodDesk.cs", "var x = new VideoReview.Application.Reviewing.ReviewDesk();")]
    [InlineData("VideoReview.Application/Periods/PeriodDesk.cs", "Reviewing.ReviewDesk desk")]
    [InlineData("VideoReview.Application/Storage/DiskObjectStorage.cs", "using VideoReview.Domain.Media;")]
    [InlineData("VideoReview.Application/Jobs/JobDesk.cs", "using VideoReview.Domain.Media;")]
    [InlineData("VideoReview.Application/Jobs/JobDesk.cs", "using VideoReview.Application.Accounts;")]
    [InlineData("VideoReview.Domain/Jobs/JobLife.cs", "using VideoReview.Domain.Periods;")]
    [InlineData("VideoReview.Application/Media/VideoDesk.cs", "using VideoReview.Web.Shell;")]
    [InlineData("VideoReview.Worker/Media/Inspect.cs", "using VideoReview.Web.Media;")]
    [InlineData("VideoReview.Web/Media/Player.razor", "@using VideoReview.Worker.Media")]
    [InlineData("VideoReview.Web/Periods/Periods.razor", "@using VideoReview.Application.Database")]
    [InlineData("VideoReview.Web/Periods/Periods.razor", "@using VideoReview.Web.Entries")]
    [InlineData("VideoReview.Web/Accounts/AccountsEndpoints.cs", "using VideoReview.Application.Messaging;")]
    [InlineData("VideoReview.Web/Accounts/NoticePinnedConsumer.cs", "using VideoReview.Application.Database;")]
    public void Forbidden_line_is_found(string file, string line) => Assert.NotEmpty(Forbidden(file, line));

    [Theory]
    [InlineData("VideoReview.Domain/Entries/Entry.cs", "using VideoReview.Domain.Periods;")]
    [InlineData("VideoReview.Application/Messaging/Outbox.cs", "using VideoReview.Application.Database;")]
    [InlineData("VideoReview.Application/Periods/PeriodDesk.cs", "database.Entries.Any()")]
    [InlineData("VideoReview.Web/Accounts/NoticePinnedConsumer.cs", "using VideoReview.Application.Messaging;")]
    [InlineData("VideoReview.Web/Program.cs", "using VideoReview.Worker.Media;")]
    [InlineData("VideoReview.Web/Periods/Periods.razor", "@using VideoReview.Application.Periods")]
    public void Allowed_line_passes(string file, string line) => Assert.Empty(Forbidden(file, line));

    /// <summary>
    /// Whoever starts ffmpeg beside the guarded runner goes without the guard. The seed makes pictures of its
    /// own and opens nobody's file; a backup starts PostgreSQL's own tools.
    /// </summary>
    [Fact]
    public void Only_the_guarded_runner_starts_processes()
    {
        var root = Path.Combine(Root(), "src");

        var starters = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => Starts().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "VideoReview.Application/Operations/PostgresTools.cs", "VideoReview.Web/OneShot/Seeds/DemoVideos.cs",
                "VideoReview.Worker/Media/GuardedRunner.cs",
                "VideoReview.Worker/Media/ToolThread.cs",
            ],
            starters);
    }

    /// <summary>
    /// A designer file says the whole model once more (two thousand lines each); its two attributes
    /// stand on the migration itself.
    /// </summary>
    [Fact]
    public void Migrations_have_no_designer_files() =>
        Assert.Empty(Directory.EnumerateFiles(
            Path.Combine(Root(), "src/VideoReview.Application/Database/Migrations"), "*.Designer.cs"));

    /// <summary>Each forbidden reference in one file, as "file: room.word".</summary>
    private static IEnumerable<string> Forbidden(string file, string text)
    {
        var parts = file.Split('/');
        var room = parts[0]["VideoReview.".Length..];
        var place = parts.Length > 2 ? parts[1] : "";
        var named = Absolute().Matches(text).Select(m => (Room: m.Groups["room"].Value, Place: m.Groups["place"].Value))
            .Concat(Relative().Matches(text).Select(m => (Room: room, Place: m.Groups["place"].Value)));

        return named.Distinct().Where(n => !Allowed(room, place, file, n.Room, n.Place))
            .Select(n => $"{file}: {n.Room}.{n.Place}");
    }

    private static bool Allowed(string room, string place, string file, string otherRoom, string otherPlace)
    {
        // The program alone puts the house together.
        if (place.Length == 0 && room is "Web" or "Worker" || (room is "Web" && place is "OneShot"))
        {
            return true;
        }

        if (!Rooms[room].Contains(otherRoom, StringComparer.Ordinal))
        {
            return false;
        }

        return place switch
        {
            "" => true,
            // The database maps every row of the rules; it and the board of notices know who somebody is.
            "Database" => !IsWord(otherPlace) || otherRoom is "Domain" || otherPlace is "Accounts",
            "Notices" or "Shell" => !IsWord(otherPlace) || otherPlace is "Accounts",
            _ when !IsWord(place) => !IsWord(otherPlace),
            // Messages that web takes itself are read by consumers; pages and endpoints know none, and nothing
            // of what lies below the acts.
            _ when room is "Web" && otherRoom is "Application"
                && otherPlace is "Database" or "Storage" or "Messaging" =>
                otherPlace is "Messaging" && file.EndsWith("Consumer.cs", StringComparison.Ordinal),
            _ => MayLook(place, otherPlace),
        };
    }

    private static bool IsWord(string place) => Words.Contains(place, StringComparer.Ordinal);

    /// <summary>A word looks at itself, to its left, and at what serves all.</summary>
    private static bool MayLook(string place, string otherPlace) =>
        !IsWord(otherPlace) || Array.IndexOf(Words, place) >= Array.IndexOf(Words, otherPlace);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(
        @"\bProcess\.Start\(|\bnew (Diagnostics\.)?ProcessStartInfo|\bnew "
            + @"Process\b|\bexecve?\b|FFMpegArguments|FFProbe\.Analyse",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Starts();

    [GeneratedRegex(
        @"VideoReview\.(?<room>Domain|Application|Web|Worker)(\.(?<place>[A-Z]\w+))?",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Absolute();

    [GeneratedRegex(
        @"(?<![\w.@""/])(?<place>Accounts|Periods|Media|Uploads|Scoring|Reviewing|"
            + @"Submitting|Deciding|Coordination|Operations)\.[A-Z]\w+",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relative();
}
