using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using VideoReview.Application.Coordination;
using VideoReview.Application.Deciding;
using VideoReview.Domain.Deciding;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Reviewing;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Coordination;

/// <summary>
/// The list's address: what a number on the board counts is written into it, and the list reads the same words back.
/// </summary>
internal static class EntryAddress
{
    public static string Of(EntryFilter filter, EntryOrder order = EntryOrder.Number, bool descending = false)
    {
        var query = new QueryBuilder { { "period", filter.PeriodId.ToString() } };
        foreach (var status in filter.Statuses)
        {
            query.Add("status", Written(status));
        }

        Add("unit", filter.UnitId?.ToString());
        Add("reviewer", filter.ReviewerId?.ToString());
        Add("review", Written(filter.Review));
        Add("split", filter.IsSplit ? "yes" : null);
        Add("video", Written(filter.Video));
        Add("upload", filter.HasOpenUpload ? "open" : null);
        Add("lapsed", filter.HasLapsed ? "yes" : null);
        Add("decision", Written(filter.Decision));
        Add("text", filter.Search);
        Add("order", order is EntryOrder.Number && !descending ? null : Written(order));
        Add("down", descending ? "yes" : null);
        return "/entries" + query;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }
    }

    /// <summary>Words that mean nothing are left out: an old bookmark shows more, never an error.</summary>
    public static EntryFilter Read(IQueryCollection query, Guid periodId) => new(periodId)
    {
        Statuses = [.. query["status"].Select(EnumName.Read<EntryStatus>).OfType<EntryStatus>()],
        UnitId = Guid.TryParse(query["unit"], out var unit) ? unit : null,
        ReviewerId = Guid.TryParse(query["reviewer"], out var reviewer) ? reviewer : null,
        Review = EnumName.Read<ReviewFilter>(query["review"]),
        IsSplit = query["split"] == "yes",
        Video = EnumName.Read<VideoFilter>(query["video"]),
        HasOpenUpload = query["upload"] == "open",
        HasLapsed = query["lapsed"] == "yes",
        Decision = EnumName.Read<DecisionFilter>(query["decision"]),
        Search = query["text"],
    };

    public static (EntryOrder Order, bool IsDescending) ReadOrder(IQueryCollection query) =>
        (EnumName.Read<EntryOrder>(query["order"]) ?? EntryOrder.Number, query["down"] == "yes");

    public static int ReadPage(IQueryCollection query) => LastPage.Asked(query["page"]);

    private static string? Written<TEnum>(TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Written(known) : null;

    /// <summary>An enum's member as it stands in an address: "inreview".</summary>
    public static string Written<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}
