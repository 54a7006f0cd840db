using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VideoReview.Application.Coordination;
using VideoReview.Application.Deciding;
using VideoReview.Application.Entries;
using VideoReview.Application.Notices;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Submitting;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// One door per act, also for many rows: people are told, events written and statuses moved by one class each, and a
/// set of statuses stands in a condition. Migrations, mappings and seeds write rows themselves.
/// </summary>
public sealed partial class DoorHouseTests
{
    private static readonly (string Door, Regex Statement)[] Doors =
    [
        ("NoticeBoard.cs", Pinned()),
        ("EventLog.cs", Written()),
        ("EntryMoves.cs", Moved("entry|entry", "Entries|Entries")),
        ("ReviewMoves.cs", Moved("review", "Reviews")),
        ("PeriodMoves.cs", Moved("period", "Periods")),
    ];

    private static readonly HashSet<string> Statuses =
        [.. Names<EntryStatus>(), .. Names<ReviewStatus>(), .. Names<PeriodStatus>()];

    /// <summary>What uploads and videos call their own statuses too.</summary>
    private static readonly HashSet<string> Others = [.. Names<UploadStatus>(), .. Names<VideoStatus>()];

    [Fact]
    public void Acts_go_through_their_doors_and_sets_stand_in_conditions()
    {
        var root = Path.Combine(Root(), "src");

        var found = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal)
                || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .SelectMany(file => Found(file, File.ReadAllText(Path.Combine(root, file))))
            .ToList();

        Assert.Equal([], found);
    }

    [Theory]
    [InlineData("Deciding/DecisionDesk.cs", "INSERT INTO notice (id) VALUES (1)")]
    [InlineData("Deciding/DecisionDesk.cs", "database.Notices.Add(new())")]
    [InlineData("Deciding/DecisionDesk.cs", "INSERT INTO event (at) SELECT now()")]
    [InlineData("Deciding/DecisionDesk.cs", "UPDATE entry SET status = @to, updated_at = @now WHERE id = 1")]
    [InlineData("Deciding/DecisionDesk.cs", "UPDATE entry e SET updated_at = now(), status = 'x' FROM period")]
    [InlineData("Deciding/DecisionDesk.cs", "UPDATE period SET status = 'decided'")]
    [InlineData("Deciding/DecisionDesk.cs", "(period!.Status, period.ClosesAt) = (to, now);")]
    [InlineData(
        "Reviewing/ClaimDesk.cs",
        "INSERT INTO review (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET lease_until = now(), status = 'claimed'")]
    [InlineData(
        "Reviewing/ClaimDesk.cs",
        "database.Reviews.Where(r => r.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Status, to))")]
    [InlineData("Reviewing/ReviewQueue.cs", "AND r.status IN ('assigned', 'claimed')")]
    [InlineData("Reviewing/ReviewQueue.cs", "AND r.status = 'final'")]
    [InlineData("Reviewing/ReviewQueue.cs", "WHERE p.status NOT IN ('open', 'reviewing')")]
    [InlineData("Reviewing/ReviewQueue.cs", "WHERE p.status <> 'open'")]
    public void Second_door_is_found(string file, string line) =>
        Assert.NotEmpty(Found("VideoReview.Application/" + file, line));

    [Theory]
    [InlineData("Notices/NoticeBoard.cs", "INSERT INTO notice (id) VALUES (1)")]
    [InlineData("Entries/EntryMoves.cs", "UPDATE entry SET status = @to WHERE id = 1")]
    [InlineData("Reviewing/Leases.cs", "UPDATE review SET lease_until = now() WHERE status = @status")]
    [InlineData("Reviewing/ReviewCondition.cs", "r.status = 'final'")]
    [InlineData("Deciding/DecisionDesk.cs", "new MoveFacts { Period = period.Status, Reason = reason }")]
    [InlineData("Deciding/DecisionDesk.cs", "if (period.Status == PeriodStatus.Draft)")]
    [InlineData("Uploads/UploadHold.cs", "WHERE id = $1 AND status = 'open'")]
    [InlineData("Submitting/OwnEntries.cs", "SELECT FROM upload o WHERE o.status = 'open'")]
    [InlineData("Coordination/Board.cs", "WHERE v.status <> 'playable'")]
    [InlineData("Database/Mappings/ReviewingMapping.cs", "status <> 'final' OR final_at IS NOT NULL")]
    public void Door_and_condition_pass(string file, string line) =>
        Assert.Empty(Found("VideoReview.Application/" + file, line));

    private static IEnumerable<string> Found(string file, string text)
    {
        if (file.Contains("/Migrations/", StringComparison.Ordinal)
            || file.Contains("/Mappings/", StringComparison.Ordinal)
            || file.Contains("/Seeds/", StringComparison.Ordinal))
        {
            return [];
        }

        return Doors.Where(door => !file.EndsWith("/" + door.Door, StringComparison.Ordinal))
            .SelectMany(
                door => door.Statement.Matches(text).Select(match => $"{file}: {match.Value} belongs into {door.Door}"))
            .Concat(file.EndsWith("Condition.cs", StringComparison.Ordinal) ? [] : Sets(file, text));
    }

    private static IEnumerable<string> Sets(string file, string text) =>
        from line in text.Split('\n')
        from match in Compared().Matches(line)
        let names = match.Groups["name"].Captures.Select(capture => capture.Value).ToList()
        let isOfUploads = file.Contains("/Uploads/", StringComparison.Ordinal)
            || line.Contains("upload", StringComparison.Ordinal)
        where names.Exists(name => Statuses.Contains(name) && !(Others.Contains(name) && isOfUploads))
        select $"{file}: {match.Value} belongs into a condition";

    private static IEnumerable<string> Names<TStatus>()
        where TStatus : struct, Enum =>
        Enum.GetNames<TStatus>().Select(name => Inner().Replace(name, "_$0").ToLowerInvariant());

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>By a statement, by EF Core on many rows, or by hand on a row at hand.</summary>
    private static Regex Moved(string row, string rows) => new(
        $$"""
        \bUPDATE\s+({{row}})\b(\s+(AS\s+)?\w+)?\s+SET\s+((?!\b(WHERE|FROM|RETURNING)\b)[^;"])*?\bstatus(_before_end)?\s*=
        |\bINSERT\s+INTO\s+({{row}})\b[^;"]*\bDO\s+UPDATE\s+SET\s+((?!\b(WHERE|RETURNING)\b)[^;"])*?\bstatus\s*=
        |\b({{rows}})\b[^;\n]*SetProperty\(\w+\s*=>\s*\w+\.Status\b
        |\b({{row}})!?\.Status(,\s*\w+!?\.\w+)*\)?\s*=(?![=>])
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\bINSERT\s+INTO\s+notice\b|\bNotices\.Add(Range)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\bINSERT\s+INTO\s+event\b|\bEvents\.Add(Range)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Written();

    [GeneratedRegex(
        @"\bstatus\s*(=|<>|!=|(NOT\s+)?IN)\s*\(?\s*('(?<name>[a-z_]+)'\s*,?\s*)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Compared();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Inner();
}
