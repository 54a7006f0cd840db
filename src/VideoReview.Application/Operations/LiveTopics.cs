using Npgsql;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>
/// Which topics a person may hear. Coordinators and observers hear periods; a submitter hears the processing of
/// own-unit videos, and nothing that would tell when a reviewer is at work; coordinators hear entries and videos too,
/// coordinators and admins the processing.
/// </summary>
public sealed class LiveTopics(NpgsqlDataSource source)
{
    /// <summary>More topics than a page can have are cut off.</summary>
    public const int Limit = 30;

    /// <summary>Some job or message changed: heard by those who may look into the processing.</summary>
    public const string Processing = "processing";

    private static readonly string[] Kinds = ["period", "entry", "video"];

    private const string OwnVideos = """
        SELECT v.id FROM video v JOIN unit u ON u.id = v.unit_id WHERE v.id = ANY (@ids) AND @unit = ANY (u.path)
        """;

    /// <summary>Those of the asked topics that this person may hear.</summary>
    public async Task<IReadOnlySet<string>> AllowedAsync(
        Actor actor, IReadOnlyCollection<string> asked, CancellationToken cancellation)
    {
        var topics = asked.Where(topic => topic == Processing || IsTopic(topic)).Take(Limit).ToList();
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var topic in topics)
        {
            if (topic == Processing ? ProcessingRights.MaySee(actor) : actor.Is(Role.Coordinator)
                || (actor.Is(Role.Observer) && topic.StartsWith("period:", StringComparison.Ordinal)))
            {
                allowed.Add(topic);
            }
        }

        if (actor.Is(Role.Submitter) && actor.UnitId is { } unit)
        {
            allowed.UnionWith(await OwnVideosAsync(unit, topics, cancellation));
        }

        return allowed;
    }

    /// <summary>"kind:id" of a row; sessions, accounts and "everything" are nobody's to ask for.</summary>
    private static bool IsTopic(string topic) => topic.Split(':') is [var kind, var id]
        && Kinds.Contains(kind, StringComparer.Ordinal) && Guid.TryParseExact(id, "D", out _);

    private async Task<IEnumerable<string>> OwnVideosAsync(
        Guid unit, List<string> topics, CancellationToken cancellation)
    {
        var ids = topics.Where(t => t.StartsWith("video:", StringComparison.Ordinal))
            .Select(t => Guid.TryParse(t.AsSpan("video:".Length), out var id) ? id : Guid.Empty).ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        await using var command = source.CreateCommand(OwnVideos);
        command.Parameters.AddWithValue("ids", ids);
        command.Parameters.AddWithValue("unit", unit);
        var own = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            own.Add("video:" + reader.GetGuid(0));
        }

        return own;
    }
}
