using Microsoft.AspNetCore.Http.Features;
using VideoReview.Application.Accounts;
using VideoReview.Application.Operations;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Operations;

/// <summary>
/// GET /live?topics=a,b: server-sent events (WHATWG HTML, 9.2) that carry a topic and nothing else. 204 = nothing to
/// hear for this person, and browsers do not ask again. Ends with the session and when the program stops, so that no
/// deployment waits for open pages.
/// </summary>
internal static class LiveStream
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(3);

    public static async Task ServeAsync(
        string? topics, HttpContext context, Actor actor, LiveFeed feed, IHostApplicationLifetime program)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, program.ApplicationStopping);
        var asked = (topics ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var allowed = await feed.AllowedAsync(actor, asked, end.Token);
        if (allowed.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var session = new SessionMark(AccountClaims.SessionOf(context.User)!.Value, actor.AccountId);
        Open(context);
        try
        {
            await context.Response.WriteAsync($"retry: {ReconnectAfter.TotalMilliseconds:0}\n\n", end.Token);
            await foreach (var topic in feed.HearAsync(session, allowed, end.Token))
            {
                await context.Response.WriteAsync(topic is null ? ": \n\n" : $"data: {topic}\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was left, or the program stops: nothing is lost, whoever comes back
            // is told to look at everything.
            return;
        }
    }

    private static void Open(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";

        // Tells proxies (nginx: ngx_http_proxy_module, proxy_buffering) to pass each event on at once.
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
