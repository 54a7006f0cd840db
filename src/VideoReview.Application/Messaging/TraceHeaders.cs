using System.Diagnostics;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>
/// The trace of the change travels with its message (W3C Trace Context, "traceparent" and "tracestate"), so that
/// upload, relay and consumer are one trace although minutes may lie between them.
/// </summary>
internal static class TraceHeaders
{
    /// <summary>The headers of the act at hand as JSON; "{}" where nobody traces.</summary>
    public static string Now() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } act
        ? Json.Write(new Trace(act.Id, act.TraceStateString))
        : "{}";

    /// <summary>Begins the relay's part of the trace that a row's headers name.</summary>
    public static Activity? Continue(string headers)
    {
        var trace = Json.Read<Trace>(headers);
        return ActivityContext.TryParse(trace.Traceparent, trace.Tracestate, isRemote: true, out var parent)
            ? Observation.Source.StartActivity("outbox relay", ActivityKind.Internal, parent)
            : null;
    }

    private sealed record Trace(string? Traceparent, string? Tracestate);
}
