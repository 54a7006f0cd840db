using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace VideoReview.Web.Shell;

/// <summary>Section "Proxy".</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Networks (CIDR) whose X-Forwarded-For and -Proto are believed; empty = nobody's. One hop only.
    /// </summary>
    public string[] TrustedNetworks { get; set; } = [];
}

/// <summary>
/// Who really called, when a reverse proxy stands in front. Sign-in limits count by it, so it is
/// believed from named networks only.
/// </summary>
internal static class ProxySetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection("Proxy"))
            .Validate(
                proxy => proxy.TrustedNetworks.All(network => IPNetwork.TryParse(network, out _)),
                "Proxy:TrustedNetworks holds networks like 172.18.0.0/16.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = 1;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxy.Value.TrustedNetworks)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
            }

            // The middleware believes everybody when both lists are empty.
            if (proxy.Value.TrustedNetworks.Length == 0)
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.None;
            }
        });
    }
}
