using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VideoReview.Worker;

/// <summary>
/// Readiness in plain text for whoever asks why: the whole first, then each check with what it has to say. The worker's
/// port is reachable from inside only.
/// </summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var checks = report.Entries.Select(
            entry => $"{entry.Key}: {entry.Value.Status} {entry.Value.Description}".TrimEnd());
        return context.Response.WriteAsync(
            string.Join('\n', [report.Status.ToString(), .. checks]) + "\n", context.RequestAborted);
    }
}
