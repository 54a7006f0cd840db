using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>A door that is closed.</summary>
/// <param name="IsOfAddress">Everywhere but on known devices; otherwise only for whoever tried.</param>
internal sealed record SignInLock(DateTimeOffset Until, bool IsOfAddress);

/// <summary>What the counters say to one attempt.</summary>
/// <param name="Lock">Set when the attempt must not even be looked at.</param>
/// <param name="LockAfter">Set when this attempt closes the door, should it fail.</param>
/// <param name="AttemptsLeft">After this one, should it fail.</param>
internal sealed record SignInAdmission(SignInLock? Lock, SignInLock? LockAfter, int AttemptsLeft);

/// <summary>
/// Counts an attempt before its password is looked at and forgives it afterwards, so that many attempts at the same
/// instant cannot slip past the limit together. An address is counted whether or not anybody has it.
/// </summary>
internal sealed class SignInCounters(ReviewDbContext database, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public async Task<SignInAdmission> CountAsync(SignInAttempt attempt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var admission = attempt.DeviceKey is { } device
            ? await AdmitDeviceAsync(device, now, cancellation)
            : await AdmitStrangerAsync(attempt, now, cancellation);
        if (admission.Lock is null)
        {
            await transaction.CommitAsync(cancellation);
        }

        return admission;
    }

    /// <summary>
    /// The password was right: device, or address and client together, start anew, and client and address get back what
    /// was counted for these two together.
    /// </summary>
    public async Task ForgiveAsync(SignInAttempt attempt, CancellationToken cancellation)
    {
        if (attempt.DeviceKey is null)
        {
            await GiveBackAsync(attempt, cancellation);
        }

        var (own, old) = (attempt.DeviceKey ?? attempt.PairKey, time.GetUtcNow() - Remembered);
        await database.SignInCounters.Where(c => c.Key == own).ExecuteDeleteAsync(cancellation);
        await database.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM sign_in_counter WHERE key IN
                (SELECT key FROM sign_in_counter WHERE counted_from < {old} FOR UPDATE SKIP LOCKED)
            """,
            cancellation);
    }

    /// <summary>Whoever holds the mailed link, or was given a new password by an admin, begins anew.</summary>
    public Task ForgetAsync(string normalizedEmail, CancellationToken cancellation)
    {
        var address = new SignInAttempt(normalizedEmail, null).AddressKey;
        var pairs = "pair:%:" + SignInAttempt.MarkOf(normalizedEmail);
        return database.SignInCounters.Where(c => c.Key == address || EF.Functions.Like(c.Key, pairs))
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Rows under a lock, always in this order, hence no deadlock.</summary>
    private async Task<SignInAdmission> AdmitStrangerAsync(
        SignInAttempt attempt, DateTimeOffset now, CancellationToken cancellation)
    {
        var ofClient = await LockAsync(attempt.ClientKey, now, cancellation);
        var ofPair = await LockAsync(attempt.PairKey, now, cancellation);
        var ofAddress = await LockAsync(attempt.AddressKey, now, cancellation);
        if (ClosedBy() is { } closed)
        {
            return new(closed, null, 0);
        }

        // Once for each address that fails here.
        if (SignInLimit.OfPair.IsOver(Before(ofPair), now))
        {
            await WriteAsync(ofClient, SignInLimit.OfClient, now, cancellation);
        }

        await WriteAsync(ofPair, SignInLimit.OfPair, now, cancellation);
        await WriteAsync(ofAddress, SignInLimit.OfAddress, now, cancellation);
        return new(null, ClosedBy(), SignInLimit.OfPair.Failures - ofPair.Failures);

        SignInLock? ClosedBy() =>
            LockOf(ofAddress, now, isOfAddress: true) ?? LockOf(ofPair, now) ?? LockOf(ofClient, now);
    }

    private async Task<SignInAdmission> AdmitDeviceAsync(
        string key, DateTimeOffset now, CancellationToken cancellation)
    {
        var ofDevice = await LockAsync(key, now, cancellation);
        if (LockOf(ofDevice, now) is { } closed)
        {
            return new(closed, null, 0);
        }

        await WriteAsync(ofDevice, SignInLimit.OfDevice, now, cancellation);
        return new(null, LockOf(ofDevice, now), SignInLimit.OfDevice.Failures - ofDevice.Failures);
    }

    /// <summary>
    /// A client counts the two once, an address each of their failures; neither what came before it began to count.
    /// </summary>
    private Task<int> GiveBackAsync(SignInAttempt attempt, CancellationToken cancellation) =>
        database.Database.ExecuteSqlAsync(
            $"""
            UPDATE sign_in_counter c SET locked_until = NULL,
                failures = GREATEST(0, c.failures - CASE c.key WHEN {attempt.ClientKey} THEN 1 ELSE p.failures END)
            FROM sign_in_counter p
            WHERE p.key = {attempt.PairKey} AND c.counted_from <= p.counted_from AND c.key IN
                (SELECT key FROM sign_in_counter WHERE key IN ({attempt.ClientKey}, {attempt.AddressKey})
                    ORDER BY key DESC FOR UPDATE)
            """,
            cancellation);

    private async Task<SignInCounter> LockAsync(string key, DateTimeOffset now, CancellationToken cancellation) =>
        (await database.SignInCounters.FromSql(
            $"""
            INSERT INTO sign_in_counter (key, failures, counted_from) VALUES ({key}, 0, {now})
            ON CONFLICT (key) DO UPDATE SET failures = sign_in_counter.failures RETURNING *
            """).AsNoTracking().ToListAsync(cancellation)).Single();

    private Task<int> WriteAsync(
        SignInCounter row, SignInLimit limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var after = limit.AfterFailure(Before(row), now);
        (row.Failures, row.CountedFrom, row.LockedUntil) = (after.Count, after.CountedFrom, after.LockedUntil);
        return database.SignInCounters.Where(c => c.Key == row.Key).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Failures, after.Count).SetProperty(c => c.CountedFrom, after.CountedFrom)
                .SetProperty(c => c.LockedUntil, after.LockedUntil),
            cancellation);
    }

    private static SignInFailures? Before(SignInCounter row) =>
        row.Failures == 0 ? null : new(row.Failures, row.CountedFrom, row.LockedUntil);

    private static SignInLock? LockOf(SignInCounter row, DateTimeOffset now, bool isOfAddress = false) =>
        Before(row) is { LockedUntil: { } until } failures && failures.IsLocked(now) ? new(until, isOfAddress) : null;
}
