using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What the counters say to one attempt.</summary>
/// <param name="LockedUntil">Set when the attempt must not even be looked at.</param>
/// <param name="AttemptsLeft">After this one, should it fail.</param>
internal sealed record SignInAdmission(DateTimeOffset? LockedUntil, int AttemptsLeft);

/// <summary>
/// Counts an attempt before its password is looked at and forgives it afterwards, so that many attempts at the same
/// instant cannot slip past the limit together. An address is counted whether or not anybody has it.
/// </summary>
internal sealed class SignInCounters(ReviewDbContext database, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public async Task<SignInAdmission> CountAsync(
        string normalizedEmail, IPAddress? client, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var ofClient = await LockAsync(KeyOf(client), now, cancellation);
        var ofAddress = await LockAsync(KeyOf(normalizedEmail), now, cancellation);
        if (Later(Before(ofClient), Before(ofAddress), now) is { } lockedUntil)
        {
            return new(lockedUntil, 0);
        }

        Write(ofClient, SignInLimit.OfClient.AfterFailure(Before(ofClient), now));
        Write(ofAddress, SignInLimit.OfAddress.AfterFailure(Before(ofAddress), now));
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(null, Math.Max(0, SignInLimit.OfAddress.Failures - ofAddress.Failures));
    }

    /// <summary>The password was right: the address starts anew, the client gets this one attempt back.</summary>
    public async Task ForgiveAsync(string normalizedEmail, IPAddress? client, CancellationToken cancellation)
    {
        var (address, origin, old) = (KeyOf(normalizedEmail), KeyOf(client), time.GetUtcNow() - Remembered);
        await database.SignInCounters.Where(c => c.Key == address || c.CountedFrom < old)
            .ExecuteDeleteAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
            UPDATE sign_in_counter
            SET failures = GREATEST(failures - 1, 0), locked_until = CASE WHEN failures > {SignInLimit.OfClient.Failures} THEN locked_until END
            WHERE key = {origin}
            """,
            cancellation);
    }

    /// <summary>
    /// The row under a lock until the end of the transaction; clients always before addresses, hence no deadlock.
    /// </summary>
    private async Task<SignInCounter> LockAsync(string key, DateTimeOffset now, CancellationToken cancellation)
    {
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO sign_in_counter (key, failures, counted_from) VALUES ({key}, 0, {now})
            ON CONFLICT (key) DO NOTHING
            """, cancellation);
        var row = await database.SignInCounters.FromSql($"SELECT * FROM sign_in_counter WHERE key = {key} FOR UPDATE")
            .AsTracking().SingleAsync(cancellation);
        await database.Entry(row).ReloadAsync(cancellation);
        return row;
    }

    private static SignInFailures? Before(SignInCounter row) =>
        row.Failures == 0 ? null : new(row.Failures, row.CountedFrom, row.LockedUntil);

    private static void Write(SignInCounter row, SignInFailures failures) =>
        (row.Failures, row.CountedFrom, row.LockedUntil) = (failures.Count, failures.CountedFrom, failures.LockedUntil);

    private static DateTimeOffset? Later(SignInFailures? a, SignInFailures? b, DateTimeOffset now)
    {
        DateTimeOffset?[] locks =
            [a?.IsLocked(now) == true ? a.LockedUntil : null, b?.IsLocked(now) == true ? b.LockedUntil : null];
        return locks.Max();
    }

    /// <summary>A hash, because what is typed here may be anything, even a password in the wrong field.</summary>
    private static string KeyOf(string normalizedEmail) =>
        "account:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail)));

    /// <summary>One IPv6 household has a /64 of addresses (RFC 6177); it counts as one client.</summary>
    private static string KeyOf(IPAddress? client)
    {
        if (client is null)
        {
            return "client:unknown";
        }

        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? "client:" + Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : "client:" + address;
    }
}
