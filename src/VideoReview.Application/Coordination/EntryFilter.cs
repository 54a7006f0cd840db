using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Database;
using VideoReview.Application.Deciding;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Deciding;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Coordination;

/// <summary>
/// What a number on the board counts about reviews, of one reviewer or of all; the list behind it uses the same words.
/// </summary>
public enum ReviewFilter
{
    /// <summary>Everything that is or was to be done: assigned, claimed, draft or final.</summary>
    Given,

    Done,

    /// <summary>Assigned or begun, due date passed.</summary>
    Late,

    /// <summary>Claimed, and given free again within 15 minutes unless its reviewer goes on.</summary>
    Ending,
}

/// <summary>What a number on the board counts about a video's processing.</summary>
public enum VideoFilter
{
    /// <summary>Received, inspected or copied right now.</summary>
    Processing,

    /// <summary>
    /// In processing for more than <see cref="EntryFilter.StuckAfter"/>, or failed: a person should look.
    /// </summary>
    Stuck,

    Refused,

    /// <summary>Can be watched: with status submitted, what waits to be accepted.</summary>
    Playable,
}

/// <summary>
/// Which entries of a period: the same filter makes the board's numbers and the lists that they open.
/// </summary>
public sealed record EntryFilter(Guid PeriodId)
{
    /// <summary>Processing that takes longer than this is shown as stuck.</summary>
    public static TimeSpan StuckAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Any of these; none = all.</summary>
    public IReadOnlyList<EntryStatus> Statuses { get; init; } = [];

    public Guid? UnitId { get; init; }

    public Guid? ReviewerId { get; init; }

    /// <summary>Which reviews: of <see cref="ReviewerId"/>, or of anybody when there is none.</summary>
    public ReviewFilter? Review { get; init; }

    /// <summary>Final reviews disagree. Tells about marks: for coordinators only.</summary>
    public bool IsSplit { get; init; }

    public VideoFilter? Video { get; init; }

    /// <summary>A file is on its way in.</summary>
    public bool HasOpenUpload { get; init; }

    /// <summary>
    /// The return date passed without a new version: back among the submitted, and somebody has to look.
    /// </summary>
    public bool HasLapsed { get; init; }

    public DecisionFilter? Decision { get; init; }

    /// <summary>Part of the entry number, the title or the unit's name; null or blank = all.</summary>
    public string? Search { get; init; }

    /// <summary>Writes the conditions on rows s (entry), u (unit) and v (video) and adds their parameters.</summary>
    internal string Where(NpgsqlParameterCollection parameters, Actor viewer, DateTimeOffset now)
    {
        parameters.AddWithValue("viewer", viewer.AccountId);
        parameters.AddWithValue("period", PeriodId);
        parameters.Add(new NpgsqlParameter<DateTime>("now", NpgsqlDbType.TimestampTz) { TypedValue = now.UtcDateTime });
        parameters.Add(new NpgsqlParameter<DateTime>("stuck_before", NpgsqlDbType.TimestampTz)
        {
            TypedValue = (now - StuckAfter).UtcDateTime,
        });
        parameters.AddWithValue("statuses", Statuses.Select(SnakeCase.Of).ToArray());
        parameters.AddWithValue("unit", UnitId ?? Guid.Empty);
        parameters.AddWithValue("reviewer", ReviewerId ?? Guid.Empty);
        parameters.AddWithValue("search", "%" + Escaped(Search?.Trim() ?? "") + "%");
        return string.Join(" AND ", Conditions().OfType<string>());
    }

    private IEnumerable<string?> Conditions() =>
    [
        "s.period_id = @period",
        Statuses.Count > 0 ? "s.status = ANY (@statuses)" : null,
        UnitId is null ? null : "s.unit_id = @unit",
        (ReviewerId, Review) switch
        {
            (null, { } review) => FilterCondition.Reviewed(review),
            (not null, var review) => FilterCondition.ReviewedBy(review ?? ReviewFilter.Given),
            _ => null,
        },
        IsSplit ? FilterCondition.Split : null,
        Video is { } video ? FilterCondition.Video(video) : null,
        HasOpenUpload
            ? $"EXISTS (SELECT FROM upload o WHERE o.entry_id = s.id AND {FilterCondition.OpenUpload})"
            : null,
        HasLapsed ? FilterCondition.Lapsed : null,
        Decision is { } decision ? DecisionCondition.Of(decision) : null,
        string.IsNullOrWhiteSpace(Search)
            ? null
            : "(s.entry_number ILIKE @search OR s.profile ->> 'title' ILIKE @search OR u.name ILIKE @search)",
    ];

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
