using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// How addresses that were typed are hashed in the security log; the program that serves pages sets it.
/// </summary>
public sealed class SecurityLogOptions
{
    /// <summary>Key of the hash; the same in every process, and not in the database.</summary>
    public byte[] AddressKey { get; set; } = [];
}

/// <summary>
/// Writes the security log. Acts on accounts write themselves (<see cref="EventLog"/>); who signs in or is refused,
/// what is exported and signed out of stands here.
/// </summary>
public sealed class SecurityLog(
    ReviewDbContext database, Caller caller, IOptions<SecurityLogOptions> options, TimeProvider time,
    ILogger<SecurityLog> logger)
{
    private const int LongestDetail = 400;

    /// <summary>Added to the transaction at hand; written with the caller's SaveChanges.</summary>
    /// <param name="attempt">Of what is typed only the mark is kept.</param>
    public void Add(
        SecurityKind kind, Guid? actorId = null, Guid? subjectId = null, SignInAttempt? attempt = null,
        string? detail = null) =>
        database.SecurityEvents.Add(Row(
            kind, time.GetUtcNow(), actorId, subjectId, attempt is null ? caller : new Caller(attempt.Client), detail,
            attempt is null ? null : MarkOf(attempt.Email)));

    /// <summary>What is too long is cut.</summary>
    internal static SecurityEvent Row(
        SecurityKind kind, DateTimeOffset at, Guid? actorId, Guid? subjectId, Caller caller, string? detail,
        string? addressMark = null) => new()
    {
        Id = Guid.CreateVersion7(),
        At = at,
        Kind = kind,
        ActorId = actorId,
        SubjectId = subjectId,
        AddressMark = addressMark,
        Client = caller.Name,
        Detail = detail is { Length: > LongestDetail } ? detail[..LongestDetail] : detail,
    };

    /// <summary>At once, for what changes nothing else.</summary>
    public async Task WriteAsync(SecurityKind kind, Guid? actorId, string? detail, CancellationToken cancellation)
    {
        Add(kind, actorId, detail: detail);
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or DbUpdateException { InnerException: NpgsqlException })
        {
            // What it tells of has happened: a database that is away must not spoil the answer.
            Log.SecurityEventLost(logger, kind, e);
        }
    }

    /// <summary>The mark under which a typed address stands in the log.</summary>
    public string MarkOf(string email) => Convert.ToHexStringLower(HMACSHA256.HashData(
        options.Value.AddressKey, Encoding.UTF8.GetBytes(new SignInAttempt(email, null).NormalizedEmail))
        .AsSpan(0, 16));
}
