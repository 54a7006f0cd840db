using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VideoReview.Domain;

namespace VideoReview.Application.Database;

/// <summary>JSON as rows keep it: camel case, and canonical (sorted keys, no white space) where it is hashed.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SentenceValueConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("Empty JSON in a row.");

    public static object Read(string text, Type type) =>
        JsonSerializer.Deserialize(text, type, Options) ?? throw new JsonException("Empty JSON in a row.");

    /// <summary>The same content always gives the same text: object keys in ordinal order, no white space.</summary>
    public static string Canonical<T>(T value) =>
        Sorted(JsonSerializer.SerializeToNode(value, Options))?.ToJsonString(Options) ?? "null";

    /// <summary>Maps a property to a jsonb column.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => property
        .HasColumnType("jsonb")
        .HasConversion(
            value => Write(value),
            text => Read<T>(text),
            new ValueComparer<T>(
                (a, b) => Equals(Write(a), Write(b)), value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<T>(Write(value))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(
            o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray(a.Select(Sorted).ToArray()),
        _ => node?.DeepClone(),
    };

    /// <summary>Values of a sentence keep their type: durations, moments and sizes are tagged.</summary>
    private sealed class SentenceValueConverter : JsonConverter<Sentence>
    {
        public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var node = JsonNode.Parse(ref reader)!.AsObject();
            var values = node["values"]?.AsObject()
                .ToDictionary(v => v.Key, v => Value(v.Value), StringComparer.Ordinal);
            return values is null
                ? Sentence.Of(node["code"]!.GetValue<string>())
                : new(node["code"]!.GetValue<string>(), values);
        }

        public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("code", value.Code);
            if (value.Values.Count > 0)
            {
                writer.WritePropertyName("values");
                var sorted = value.Values.OrderBy(v => v.Key, StringComparer.Ordinal)
                    .Select(v => KeyValuePair.Create(v.Key, Node(v.Value)));
                new JsonObject(sorted).WriteTo(writer, options);
            }

            writer.WriteEndObject();
        }

        private static JsonNode? Node(object? value) => value switch
        {
            null => null,
            Bytes bytes => new JsonObject { ["bytes"] = bytes.Count },
            TimeSpan time => new JsonObject { ["milliseconds"] = (long)time.TotalMilliseconds },
            DateTimeOffset moment => new JsonObject { ["at"] = moment },
            PeriodMoment moment => new JsonObject { ["at"] = moment.At, ["zone"] = moment.Zone },
            DateOnly day =>
                new JsonObject { ["on"] = day.ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
            Sentence sentence => new JsonObject { ["sentence"] = JsonSerializer.SerializeToNode(sentence, Options) },
            int or long or short =>
                JsonValue.Create(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
            decimal number => JsonValue.Create(number),
            double number => JsonValue.Create((decimal)number),
            bool truth => JsonValue.Create(truth),
            _ => JsonValue.Create(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)),
        };

        private static object? Value(JsonNode? node) => node switch
        {
            null => null,
            JsonObject o when o["bytes"] is { } bytes => new Bytes(bytes.GetValue<long>()),
            JsonObject o when o["milliseconds"] is { } time => TimeSpan.FromMilliseconds(time.GetValue<long>()),
            JsonObject o when o["at"] is { } moment && o["zone"] is { } zone =>
                new PeriodMoment(moment.GetValue<DateTimeOffset>(), zone.GetValue<string>()),
            JsonObject o when o["at"] is { } moment => moment.GetValue<DateTimeOffset>(),
            JsonObject o when o["on"] is { } day =>
                DateOnly.Parse(day.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture),
            JsonObject o when o["sentence"] is { } sentence => sentence.Deserialize<Sentence>(Options),
            JsonValue v when v.GetValueKind() is JsonValueKind.Number =>
                v.TryGetValue<long>(out var whole) ? whole : v.GetValue<decimal>(),
            JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => v.GetValue<bool>(),
            JsonValue v => v.GetValue<string>(),
            _ => throw new JsonException("A sentence's value is of no known kind."),
        };
    }
}
