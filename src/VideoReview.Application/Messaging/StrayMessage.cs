using System.Text.Json;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// A message that stands in no outbox row, as far as its envelope tells what it is (MassTransit,
/// "Interoperability": messageType and message).
/// </summary>
/// <param name="Kind">The contract's alias; the type's name as it stands there when it is none of ours.</param>
/// <param name="Body">The message as JSON; the raw text as a JSON string when it cannot be read.</param>
internal sealed record StrayMessage(string Kind, string Body)
{
    private const int LongestKind = 100, LongestText = 20_000;

    private const string Ours = "urn:message:videoreview:";

    public static StrayMessage Read(string envelope)
    {
        try
        {
            using var json = JsonDocument.Parse(envelope);
            if (json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("message", out var message))
            {
                return new(KindOf(root), Kept(message.GetRawText()));
            }
        }
        catch (JsonException)
        {
            return new("unknown", Kept(Json.Write(Cut(envelope))));
        }

        return new("unknown", Kept(Json.Write(Cut(envelope))));
    }

    private static string KindOf(JsonElement envelope)
    {
        var types = envelope.TryGetProperty("messageType", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(type => type.ValueKind == JsonValueKind.String)
                .Select(type => type.GetString()!).ToList()
            : [];
        var kind = types.Find(type => type.StartsWith(Ours, StringComparison.Ordinal))?[Ours.Length..]
            ?? types.FirstOrDefault() ?? "unknown";
        return kind.Length > LongestKind ? kind[..LongestKind] : kind;
    }

    /// <summary>jsonb holds no NUL.</summary>
    private static string Kept(string json) => json.Replace("\\u0000", "", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
