using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using VideoReview.Web.Shell;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>Who called, as proxies in front tell it; only named ones are believed.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("", "203.0.113.7", "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.7", "203.0.113.7 https")]
    [InlineData("10.0.0.0/8", "203.0.113.7", "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.7, 10.1.2.3", "10.1.2.3 https")]
    [InlineData("127.0.0.0/8 10.1.0.0/16", "203.0.113.7, 10.1.2.3", "203.0.113.7 https")]
    [InlineData("127.0.0.0/8 10.1.0.0/16", "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7 https")]
    public async Task Caller_is_the_first_that_is_no_trusted_proxy(string trusted, string said, string expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Proxy:TrustedNetworks:0", trusted)]);
        ProxySetup.Add(builder.Services, builder.Configuration);
        await using var web = builder.Build();
        web.UseForwardedHeaders();
        web.Run(context => context.Response.WriteAsync(
            $"{context.Connection.RemoteIpAddress!.MapToIPv4()} {context.Request.Scheme}"));
        await web.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", said);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", string.Join(", ", said.Split(',').Select(_ => "https")));

        Assert.Equal(
            expected, await client.GetStringAsync(new Uri(web.Urls.Single()), TestContext.Current.CancellationToken));
    }
}
