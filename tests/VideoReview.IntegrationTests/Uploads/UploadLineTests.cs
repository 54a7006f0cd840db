using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoReview.Application.Uploads;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>What the admin is told about proxies that stand in front.</summary>
public sealed class UploadLineTests : IAsyncLifetime
{
    private readonly UploadSite site = new();

    private UploadLine Line => site.Web.Services.GetRequiredService<UploadLine>();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        site.Settings["Uploads:LinePause"] = "00:00:02";
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Line_without_a_proxy_is_fine()
    {
        var address = site.Web.Address;

        Assert.Equal(
            new(address, new(LineFinding.Fine), new(LineFinding.Fine)),
            await Line.TestAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Proxy_that_limits_bodies_is_found()
    {
        await using var proxy = await ProxyAsync(async (request, pass) =>
        {
            if (request.ContentLength > 1_000_000)
            {
                request.HttpContext.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            await pass(request.Body);
        });

        Assert.Equal(new(LineFinding.Cut, "413"), (await TestAsync(proxy)).Large);
    }

    [Fact]
    public async Task Proxy_that_holds_bodies_back_is_found()
    {
        await using var proxy = await ProxyAsync(async (request, pass) =>
        {
            using var whole = new MemoryStream();
            await request.Body.CopyToAsync(whole);
            whole.Position = 0;
            await pass(whole);
        });

        var report = await TestAsync(proxy);

        Assert.Equal((LineFinding.Fine, LineFinding.Buffered), (report.Large.Finding, report.Slow.Finding));
    }

    [Fact]
    public async Task Address_where_nobody_answers_is_told()
    {
        var report = await Line.TestAsync(new("http://127.0.0.1:9"), TestContext.Current.CancellationToken);

        Assert.Equal((LineFinding.Unreachable, LineFinding.Unreachable), (report.Large.Finding, report.Slow.Finding));
    }

    [Fact]
    public async Task Far_end_takes_nothing_without_our_token()
    {
        using var tus = await site.Web.NewClientAsync(await site.People.AddAsync(Role.Admin));

        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload-line/CfDJ8made-up")
        {
            Content = new ByteArrayContent(new byte[100]), Headers = { { "X-Requested-By", "test" } },
        };

        Assert.Equal(404, (await tus.TellAsync(request)).Status);
    }

    private Task<LineReport> TestAsync(WebApplication proxy) =>
        Line.TestAsync(new(proxy.Urls.Single()), TestContext.Current.CancellationToken);

    /// <summary>Something in front that does this with a body before it passes it on.</summary>
    private async Task<WebApplication> ProxyAsync(Func<HttpRequest, Func<Stream, Task>, Task> body)
    {
        var http = new HttpClient { BaseAddress = site.Web.Address };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(http);
        var proxy = builder.Build();
        proxy.Run(context => body(context.Request, async stream =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, context.Request.Path)
            {
                Content = new StreamContent(stream), Headers = { { "X-Requested-By", "upload-line" } },
            };
            request.Content.Headers.ContentLength = context.Request.ContentLength;
            using var answer = await http.SendAsync(request);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = "application/json";
            await answer.Content.CopyToAsync(context.Response.Body);
        }));
        await proxy.StartAsync();
        return proxy;
    }
}
