using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoReview.FaultTests.Support;

/// <summary>How the object store behaves.</summary>
internal enum StoreMood
{
    Serves,

    /// <summary>As one that is asked too much: 503 SlowDown.</summary>
    Refuses,
}

/// <summary>At what a request is stopped until it is let go.</summary>
internal enum HoldAt
{
    Nothing,

    /// <summary>Before the store hears of it.</summary>
    Request,

    /// <summary>A put of which the store has half.</summary>
    HalfOfPut,

    /// <summary>A put that the store has whole, and of which its client knows nothing yet.</summary>
    AnswerToPut,
}

/// <summary>
/// What stands before the real S3 server: passes requests on as they are (signatures hold, because the host's name
/// stays), refuses them, holds them, or is not there.
/// </summary>
internal sealed class StoreFront : IAsyncDisposable
{
    private static readonly HashSet<string> Hop =
        new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Expect", "Keep-Alive" };

    private readonly HttpClient store;
    private WebApplication? open;
    private int held;
    private TaskCompletionSource going = new();

    private StoreFront(Uri server) =>
        store = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan,
        };

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public StoreMood Mood { get; set; }

    public HoldAt Hold { get; set; }

    /// <summary>Asked when a request could be held; false = it passes.</summary>
    public Func<Task<bool>> IsMeant { get; set; } = () => Task.FromResult(true);

    public int Held => Volatile.Read(ref held);

    public static async Task<StoreFront> OpenAsync(Uri server)
    {
        var front = new StoreFront(server);
        await front.OpenAsync();
        return front;
    }

    /// <summary>Connections are refused, and open ones break.</summary>
    public async Task CloseAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await open!.StopAsync(now.Token);
        await open.DisposeAsync();
        open = null;
    }

    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString())
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        open = builder.Build();
        open.Run(PassAsync);
        await open.StartAsync();
        Address = new(open.Urls.Single());
    }

    /// <summary>Whoever is held goes on, and nobody is held from now on.</summary>
    public void LetGo()
    {
        (Hold, held) = (HoldAt.Nothing, 0);
        Interlocked.Exchange(ref going, new()).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        LetGo();
        if (open is not null)
        {
            await CloseAsync();
        }

        store.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        if (Mood == StoreMood.Refuses)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync("<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Please "
                + "reduce your request rate.</Message></Error>");
            return;
        }

        try
        {
            await HoldAsync(HoldAt.Request, context);
            using var answer = await AskAsync(context);
            await (HttpMethods.IsPut(context.Request.Method)
                ? HoldAsync(HoldAt.AnswerToPut, context)
                : Task.CompletedTask);
            await AnswerAsync(context, answer);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The client was killed.
            context.Abort();
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpContext context)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(store.BaseAddress!, context.Features.Get<IHttpRequestFeature>()!.RawTarget));
        request.Headers.Host = context.Request.Host.Value;
        if (context.Request.ContentLength is { } length)
        {
            request.Content = new StreamContent(await BodyAsync(context, length));
            request.Content.Headers.ContentLength = length;
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!Hop.Contains(name) && name != "Content-Length"
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return await store.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }

    /// <summary>The bodies of these tests are small; half of one is held by keeping the rest from the store.</summary>
    private async Task<Stream> BodyAsync(HttpContext context, long length)
    {
        var bytes = new byte[length];
        var half = (int)(length / 2);
        await context.Request.Body.ReadExactlyAsync(bytes.AsMemory(0, half), context.RequestAborted);
        await (HttpMethods.IsPut(context.Request.Method) ? HoldAsync(HoldAt.HalfOfPut, context) : Task.CompletedTask);
        await context.Request.Body.ReadExactlyAsync(bytes.AsMemory(half), context.RequestAborted);
        return new MemoryStream(bytes);
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)
            .Where(header => !Hop.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (!HttpMethods.IsHead(context.Request.Method)
            && answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private async Task HoldAsync(HoldAt at, HttpContext context)
    {
        var until = going;
        if (Hold == at && await IsMeant() && Hold == at)
        {
            Interlocked.Increment(ref held);
            await until.Task.WaitAsync(context.RequestAborted);
        }
    }
}
