using System.Net;

namespace VideoReview.Application.Accounts;

/// <summary>From where a request comes; null = what is done comes of none, such as a job.</summary>
public sealed record Caller(IPAddress? Address)
{
    /// <summary>As it is written down.</summary>
    public string? Name => Address is { IsIPv4MappedToIPv6: true } mapped
        ? mapped.MapToIPv4().ToString()
        : Address?.ToString();
}
