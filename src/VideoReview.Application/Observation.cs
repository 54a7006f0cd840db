using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace VideoReview.Application;

/// <summary>
/// What web and worker tell about themselves: first of all their version, then structured logs, and traces and metrics
/// over OTLP when a collector is named.
/// </summary>
public static partial class Observation
{
    /// <summary>Source and meter of our own spans and counters.</summary>
    public const string Name = "VideoReview";

    public static ActivitySource Source { get; } = new(Name);

    /// <param name="program">Name of the process in traces: "web" or "worker".</param>
    public static void Add(IHostApplicationBuilder builder, string program)
    {
        AddLogs(builder);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(
                resource => resource.AddService(
                    "videoreview-" + program, serviceVersion: ProgramVersion.Text,
                    serviceInstanceId: Environment.MachineName))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(web =>
                {
                    web.Filter = IsWorthATrace;
                    web.EnrichWithHttpRequest = HideSecrets;
                })
                .AddNpgsql()
                .AddSource(Name, "MassTransit"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter(Name, "MassTransit", "Npgsql", "System.Runtime"));

        // The standard variable (OpenTelemetry specification, "OTLP exporter"); without it nothing leaves the machine.
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>The first line of the log, whatever happens then.</summary>
    /// <param name="program">"web" or "worker".</param>
    public static void SayVersion(ILogger log, string program) => Version(log, program, ProgramVersion.Text);

    [LoggerMessage(Level = LogLevel.Information, Message = "VideoReview {Program} {Version}")]
    private static partial void Version(ILogger log, string program, string version);

    private static void AddLogs(IHostApplicationBuilder builder)
    {
        // Every statement at level information would bury the rest; a request has a line of our own, without its query.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = LogLines.FormatterName);
        builder.Logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
    }

    /// <summary>
    /// Attributes of the OpenTelemetry conventions for HTTP; addresses may hold a token or a reset link.
    /// </summary>
    private static void HideSecrets(Activity activity, HttpRequest request)
    {
        activity.SetTag("url.path", RequestTold.AddressOf(request.Path));
        activity.SetTag("url.query", null);
    }

    private static bool IsWorthATrace(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
