using System.Text.Json.Nodes;
using VideoReview.Application.Database;
using VideoReview.Domain;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Notices;

/// <summary>What a notice's row says, about one subject or about several.</summary>
internal static class NoticeText
{
    private const string Several = "-many";

    public static bool IsMany(Sentence sentence) => sentence.Code.EndsWith(Several, StringComparison.Ordinal);

    /// <summary>The same about so many.</summary>
    public static Sentence Many(Sentence sentence, int count) =>
        Sentence.Of(IsMany(sentence) ? sentence.Code : sentence.Code + Several, ("count", count));

    /// <summary>"/LIST" of "/LIST/ID".</summary>
    public static string? ListOf(string? link) => link?.LastIndexOf('/') is > 0 and var end ? link[..end] : link;

    /// <summary>The sentence that a row holds as code and values, or that about several.</summary>
    public static Sentence SentenceOf(Notice notice) =>
        SentenceOf(notice.Code, notice.Values, notice.SubjectIds.Length);

    public static Sentence SentenceOf(string code, string values, int subjects) => subjects > 1
        ? Sentence.Of(code + "-many", ("count", subjects))
        : Json.Read<Sentence>(new JsonObject { ["code"] = code, ["values"] = JsonNode.Parse(values) }.ToJsonString());

    public static string? LinkOf(Notice notice) =>
        notice.SubjectIds.Length > 1 ? ListOf(notice.Link) : notice.Link;

    public static string ValuesOf(Sentence sentence) =>
        JsonNode.Parse(Json.Write(sentence))?["values"]?.ToJsonString() ?? "{}";
}
