using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>A browser on which somebody signed in before, as its cookie tells.</summary>
/// <param name="Addresses">Marks of the addresses of those who did; see <see cref="SignInAttempt.MarkOf"/>.</param>
public sealed record KnownDevice(Guid Id, IReadOnlyList<string> Addresses);

/// <summary>One try at a password: for which address, from where, on which device.</summary>
/// <param name="Client">Null = unknown; all such count as one.</param>
/// <param name="Device">Counts apart where the address's owner has signed in on it before.</param>
public sealed record SignInAttempt(string Email, IPAddress? Client, KnownDevice? Device = null)
{
    /// <summary>As Identity compares addresses.</summary>
    internal string NormalizedEmail => Email.Trim().Normalize().ToUpperInvariant();

    private string Mark => MarkOf(NormalizedEmail);

    /// <summary>The attempt counts for this device alone; null = for address and client.</summary>
    internal string? DeviceKey => Device?.Addresses.Contains(Mark, StringComparer.Ordinal) == true
        ? $"device:{Device.Id:N}:{Mark}"
        : null;

    internal string AddressKey => "account:" + Mark;

    internal string ClientKey => "client:" + NameOf(Client);

    internal string PairKey => $"pair:{NameOf(Client)}:{Mark}";

    /// <summary>A hash, because what is typed here may be anything, even a password in the wrong field.</summary>
    public static string MarkOf(string normalizedEmail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail)).AsSpan(0, 16));

    /// <summary>One IPv6 household has a /64 of addresses (RFC 6177); it counts as one client.</summary>
    public static string NameOf(IPAddress? client)
    {
        if (client is null)
        {
            return "unknown";
        }

        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
