using System.Diagnostics;
using VideoReview.Application;

namespace VideoReview.Web.Shell;

/// <summary>
/// One short line for each request that a page or endpoint answers: no query, and no part of the address that may be a
/// secret. Files that everybody gets and questions after our health leave none.
/// </summary>
internal static class RequestLine
{
    public static void Use(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(RequestTold.Category);
        app.Use(async (context, next) =>
        {
            var (method, address) = (context.Request.Method, RequestTold.AddressOf(context.Request.Path));
            var began = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                if (IsTold(context))
                {
                    Tell(logger, new(
                        $"{method} {address}", context.Response.StatusCode,
                        (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds,
                        Activity.Current?.TraceId.ToString()));
                }
            }
        });
    }

    private static bool IsTold(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            && (context.GetEndpoint() is not null || context.Response.StatusCode is not (
                StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified));

    private static void Tell(ILogger logger, RequestTold told) =>
        logger.Log(LogLevel.Information, default, told, null, (state, _) => state.ToString());
}
