using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;
using VideoReview.Application.Words;
using VideoReview.Web.Accounts;

namespace VideoReview.Web.Shell;

/// <summary>
/// Section "Limits": how often one account may do what costs the server much, in each web program; where nobody is
/// signed in, one address.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>Downloads of tables; default 20.</summary>
    [Range(1, 10_000)]
    public int ExportsPerMinute { get; set; } = 20;

    /// <summary>Lists searched by text; default 120.</summary>
    [Range(1, 10_000)]
    public int SearchesPerMinute { get; set; } = 120;

    /// <summary>Default 30; a unit has a handful of innovations.</summary>
    [Range(1, 10_000)]
    public int DraftsPerHour { get; set; } = 30;

    /// <summary>Open at the same time; default 10. A browser has one, whatever its number of tabs.</summary>
    [Range(1, 10_000)]
    public int Streams { get; set; } = 10;

    /// <summary>Links asked for and used; default 60, because a whole office may stand behind one address.</summary>
    [Range(1, 10_000)]
    public int ResetsPerHour { get; set; } = 60;
}

/// <summary>
/// Answers 429 to whoever asks for more than <see cref="LimitOptions"/> allow. What a page only shows is never counted,
/// only what is searched, begun or downloaded there.
/// </summary>
internal static class Limits
{
    public const string Exports = "exports", Searches = "searches", Drafts = "drafts", Streams = "streams",
        Resets = "resets";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, options) =>
        {
            var limits = options.Value;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellAsync;
            limiter.AddPolicy(Exports, context => Within(context, limits.ExportsPerMinute, TimeSpan.FromMinutes(1)));
            limiter.AddPolicy(Searches, context => context.Request.Query["text"] is [{ Length: > 0 }, ..]
                ? Within(context, limits.SearchesPerMinute, TimeSpan.FromMinutes(1))
                : Free(context));
            limiter.AddPolicy(Drafts, context => Posted(context, limits.DraftsPerHour));
            limiter.AddPolicy(Resets, context => Posted(context, limits.ResetsPerHour));
            limiter.AddPolicy(Streams, context => RateLimitPartition.GetConcurrencyLimiter(
                WhoIs(context), _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Streams }));
        });
    }

    private static RateLimitPartition<string> Posted(HttpContext context, int mostPerHour) =>
        HttpMethods.IsPost(context.Request.Method)
            ? Within(context, mostPerHour, TimeSpan.FromHours(1))
            : Free(context);

    private static RateLimitPartition<string> Within(HttpContext context, int most, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            WhoIs(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window });

    private static RateLimitPartition<string> Free(HttpContext context) =>
        RateLimitPartition.GetNoLimiter(WhoIs(context) + " free");

    private static string WhoIs(HttpContext context) => context.User.Identity is { IsAuthenticated: true }
        ? SignedIn.ActorOf(context).AccountId.ToString("N")
        : SignInAttempt.NameOf(context.Connection.RemoteIpAddress);

    /// <summary>A person gets a page (<see cref="StatusPage"/>), a script a sentence.</summary>
    private static ValueTask TellAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var context = rejected.HttpContext;
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
        {
            context.Response.Headers.RetryAfter =
                Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (ShellSetup.IsForPerson(context))
        {
            return ValueTask.CompletedTask;
        }

        var words = context.RequestServices.GetRequiredService<Words>();
        return new(context.Response.WriteAsJsonAsync(
            new { code = "shell.too-many", sentence = words["shell.too-many"] }, cancellation));
    }
}
