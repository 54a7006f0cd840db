using System.Globalization;
using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>What an admin looks for in the security log, as the address of its page holds it.</summary>
/// <param name="zone">The office's.</param>
internal sealed class SecurityInput(IQueryCollection query, string zone)
{
    /// <summary>Back to the newest.</summary>
    public static Dictionary<string, object?> First { get; } =
        new(StringComparer.Ordinal) { ["after"] = null, ["afterId"] = null };

    public string? Text => query["text"];

    public SecurityKind? Kind => EnumName.Read<SecurityKind>(query["kind"]);

    public string? Client => query["client"];

    public string? FromTyped => Typed("from")?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string? UntilTyped => Typed("until")?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Dictionary<string, object?> After(SecurityCursor cursor) => new(StringComparer.Ordinal)
    {
        ["after"] = cursor.At.ToString("O", CultureInfo.InvariantCulture), ["afterId"] = cursor.Id,
    };

    /// <summary>Days are the office's; the last one is included.</summary>
    public SecuritySearch Read() => new(
        Text, Kind, Client, BeginOf(Typed("from")), BeginOf(Typed("until")?.AddDays(1)),
        DateTimeOffset.TryParse(query["after"], CultureInfo.InvariantCulture, out var at)
            && Guid.TryParse(query["afterId"], out var id)
                ? new(at.ToUniversalTime(), id)
                : null);

    /// <summary>The ends of time are nobody's days.</summary>
    private DateOnly? Typed(string name) =>
        DateOnly.TryParseExact(
            query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 2200
                ? day
                : null;

    private DateTimeOffset? BeginOf(DateOnly? day)
    {
        if (day is not { } begin)
        {
            return null;
        }

        var office = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = begin.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, office.GetUtcOffset(local)).ToUniversalTime();
    }
}
