using System.Text;
using Npgsql;
using NpgsqlTypes;
using VideoReview.Application.Database;
using VideoReview.Domain.Submissions;

namespace VideoReview.Application.Coordination;

/// <summary>What a number on the board counts about one reviewer's work; the list behind it uses the same words.</summary>
public enum ReviewFilter
{
    /// <summary>Everything that is or was to be done: assigned, claimed, draft or final.</summary>
    Given,

    Done,

    /// <summary>Assigned or begun, due date passed.</summary>
    Late,
}

/// <summary>What a number on the board counts about a video's processing.</summary>
public enum VideoFilter
{
    /// <summary>Received, inspected or copied right now.</summary>
    Processing,

    /// <summary>In processing for more than <see cref="EntryFilter.StuckAfter"/>, or failed: a person should look.</summary>
    Stuck,

    Refused,
}

/// <summary>Which entries of a period: the same filter makes the board's numbers and the lists that they open.</summary>
public sealed record EntryFilter(Guid PeriodId)
{
    /// <summary>Processing that takes longer than this is shown as stuck.</summary>
    public static TimeSpan StuckAfter { get; } = TimeSpan.FromMinutes(15);

    public SubmissionStatus? Status { get; init; }

    public Guid? UnitId { get; init; }

    public Guid? ReviewerId { get; init; }

    /// <summary>With <see cref="ReviewerId"/>: which of this reviewer's reviews.</summary>
    public ReviewFilter? Review { get; init; }

    public VideoFilter? Video { get; init; }

    /// <summary>Part of the entry number, the title or the unit's name; null or blank = all.</summary>
    public string? Search { get; init; }

    /// <summary>The reviews that count in <paramref name="which"/>, on a row r; @now is the moment of asking.</summary>
    internal static string ReviewCondition(ReviewFilter which) => which switch
    {
        ReviewFilter.Done => "r.status = 'final'",
        ReviewFilter.Late => "r.status IN ('assigned', 'claimed', 'draft') AND r.due_at < @now",
        _ => "r.status IN ('assigned', 'claimed', 'draft', 'final')",
    };

    /// <summary>The videos that count in <paramref name="which"/>, on a row v; @stuck_before is the moment before which waiting is too long.</summary>
    internal static string VideoCondition(VideoFilter which) => which switch
    {
        VideoFilter.Refused => "v.status = 'refused'",
        VideoFilter.Stuck => "(v.status = 'failed' OR (v.status IN ('received', 'inspecting', 'needs_copy') AND v.received_at < @stuck_before))",
        _ => "v.status IN ('received', 'inspecting', 'needs_copy')",
    };

    /// <summary>Writes the conditions on rows s (submission), u (unit) and v (video) and adds their parameters.</summary>
    internal string Where(NpgsqlParameterCollection parameters, DateTimeOffset now)
    {
        var where = new StringBuilder("s.period_id = @period");
        parameters.AddWithValue("period", PeriodId);
        parameters.Add(new NpgsqlParameter<DateTime>("now", NpgsqlDbType.TimestampTz) { TypedValue = now.UtcDateTime });
        parameters.Add(new NpgsqlParameter<DateTime>("stuck_before", NpgsqlDbType.TimestampTz) { TypedValue = (now - StuckAfter).UtcDateTime });
        if (Status is { } status)
        {
            where.Append(" AND s.status = @status");
            parameters.AddWithValue("status", SnakeCase.Of(status));
        }

        if (UnitId is { } unit)
        {
            where.Append(" AND s.unit_id = @unit");
            parameters.AddWithValue("unit", unit);
        }

        if (ReviewerId is { } reviewer)
        {
            where.Append(" AND EXISTS (SELECT FROM review r WHERE r.entry_version_id = s.current_version_id AND r.reviewer_id = @reviewer AND ")
                .Append(ReviewCondition(Review ?? ReviewFilter.Given)).Append(')');
            parameters.AddWithValue("reviewer", reviewer);
        }

        if (Video is { } video)
        {
            where.Append(" AND ").Append(VideoCondition(video));
        }

        if (!string.IsNullOrWhiteSpace(Search))
        {
            where.Append(" AND (s.entry_number ILIKE @search OR s.profile ->> 'title' ILIKE @search OR u.name ILIKE @search)");
            parameters.AddWithValue("search", "%" + Search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
        }

        return where.ToString();
    }
}
