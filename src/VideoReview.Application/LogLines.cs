using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace VideoReview.Application;

/// <summary>
/// The log as lines of JSON: a request in at most 0.18 kB, everything else with its level, category, named values and
/// cause.
/// </summary>
internal sealed class LogLines() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "lines";

    private const string MessageTemplate = "{OriginalFormat}";

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(
        in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Written))
        {
            json.WriteStartObject();
            json.WriteString("at", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            if (entry.State is RequestTold told)
            {
                Write(json, told);
            }
            else
            {
                Write(json, entry);
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, RequestTold told)
    {
        json.WriteString("request", told.Request);
        json.WriteNumber("status", told.Status);
        json.WriteNumber("ms", told.Milliseconds);
        json.WriteString("trace", told.Trace);
    }

    private static void Write<TState>(Utf8JsonWriter json, in LogEntry<TState> entry)
    {
        json.WriteString("level", entry.LogLevel.ToString());
        json.WriteString("category", entry.Category);
        json.WriteNumber("event", entry.EventId.Id);
        json.WriteString("message", entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is { } cause)
        {
            json.WriteString("exception", cause.ToString());
        }

        if (System.Diagnostics.Activity.Current is { } activity)
        {
            json.WriteString("trace", activity.TraceId.ToString());
        }

        if (entry.State is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            return;
        }

        json.WriteStartObject("values");
        foreach (var (name, value) in values.Where(pair => pair.Key != MessageTemplate))
        {
            json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }
}
