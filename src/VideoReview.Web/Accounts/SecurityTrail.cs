using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using VideoReview.Application;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Accounts;

/// <summary>
/// Writes into the security log what is answered with a no and which tables are downloaded, for every page and endpoint
/// alike. Sign-in tells of itself.
/// </summary>
internal sealed class SecurityTrail(IServiceScopeFactory scopes) : IMiddleware, IDisposable
{
    /// <summary>Of one client in a minute; whoever knocks more often fills no disk.</summary>
    private const int MostRefusals = 60;

    private readonly PartitionedRateLimiter<string> refusals = PartitionedRateLimiter.Create<string, string>(
        client => RateLimitPartition.GetFixedWindowLimiter(
            client, _ => new() { PermitLimit = MostRefusals, Window = TimeSpan.FromMinutes(1) }));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (KindOf(context) is { } kind && (kind != SecurityKind.Refused || IsTold(context)))
        {
            await WriteAsync(context, kind);
        }
    }

    public void Dispose() => refusals.Dispose();

    /// <summary>A page that explains a status is the same request once more.</summary>
    private static SecurityKind? KindOf(HttpContext context) => context.Response.StatusCode switch
    {
        _ when context.Features.Get<IStatusCodeReExecuteFeature>() is not null => null,
        StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests
            when context.Request.Path != "/sign-in" => SecurityKind.Refused,
        StatusCodes.Status200OK when context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()
            is { PolicyName: Limits.Exports } => SecurityKind.Exported,
        _ => null,
    };

    private bool IsTold(HttpContext context) =>
        refusals.AttemptAcquire(SignInAttempt.NameOf(context.Connection.RemoteIpAddress)).IsAcquired;

    private async Task WriteAsync(HttpContext context, SecurityKind kind)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SecurityLog>().WriteAsync(
            kind, AccountClaims.ActorOf(context.User)?.AccountId,
            $"{context.Request.Method} {RequestTold.AddressOf(context.Request.Path)} {context.Response.StatusCode}",
            CancellationToken.None);
    }
}
