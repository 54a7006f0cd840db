using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace VideoReview.Web.Shell;

/// <summary>Section "Proxy".</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Networks (CIDR, each or several with a space between) whose X-Forwarded-For and -Proto are believed, hop by hop
    /// from here to the caller; default: nobody's.
    /// </summary>
    public string[] TrustedNetworks { get; set; } = [];

    internal IEnumerable<string> Networks => TrustedNetworks.SelectMany(
        one => one.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>
/// Setting "AllowedHosts": the names by which this site may be asked for, parted by ";" or spaces; others are answered
/// with 400. Empty = any, as on a developer's machine.
/// </summary>
internal static class HostNames
{
    private static readonly char[] Between = [';', ' '];

    public static void Add(IServiceCollection services, IConfiguration configuration) =>
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts =
            [.. (configuration["AllowedHosts"] ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)]);
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
                proxy => proxy.Networks.All(network => IPNetwork.TryParse(network, out _)),
                "Proxy:TrustedNetworks holds networks like 172.18.0.0/16.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxy) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

            // As many hops as come from these networks: the first stranger is the caller.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxy.Value.Networks)
            {
                forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
            }

            // The middleware believes everybody when both lists are empty.
            if (forwarded.KnownIPNetworks.Count == 0)
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.None;
            }
        });
    }
}
