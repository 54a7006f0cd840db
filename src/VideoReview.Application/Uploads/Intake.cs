using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using VideoReview.Domain;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Uploads;

/// <summary>
/// Takes the bytes of one request to disk: written and hashed as they come, made durable behind the reader's back every
/// few megabytes or seconds, and only then told to the row. They are written from where the web server received them;
/// nothing else is held in memory, whatever the file.
/// </summary>
internal sealed class Intake(
    UploadSession session, UploadOptions options, UploadMeters meters, TimeProvider time,
    CancellationToken away) : IDisposable
{
    /// <summary>Taken at once; while these are written the server receives the next.</summary>
    private const int MostBytes = 256 << 10;

    private readonly List<ReadOnlyMemory<byte>> pieces = [];
    private readonly CancellationTokenSource idle = CancellationTokenSource.CreateLinkedTokenSource(
        away, session.Hold.Wanted);
    private readonly DurableOffset durable = new(session, options, meters);
    private readonly ContentJudge judge = new(session.Hold.File, session.Upload, session.Gate.Rules);

    /// <summary>How much has been written.</summary>
    public long Bytes { get; private set; } = session.Hold.OffsetBytes;

    public DateTimeOffset? BegunAt { get; private set; } = session.Upload.BegunAt;

    public string? Format => judge.Format;

    public bool IsWhole => Bytes == session.Upload.LengthBytes;

    /// <summary>
    /// Takes bytes until the body ends. Stored, Cut, Damaged or Refused; what came is durable unless it was refused or
    /// damaged, a whole file's end apart.
    /// </summary>
    public async Task<UploadAnswer> TakeAsync(UploadBody delivery)
    {
        session.Hash.CatchUp(session.Hold.File, Bytes, away);
        using var check = delivery.Checksum is null
            ? null
            : IncrementalHash.CreateHash(new HashAlgorithmName(delivery.Checksum.Algorithm.ToUpperInvariant()));
        // On a line that has gone quiet nothing else would make the last bytes durable.
        await using var nudge = new Timer(
            _ => delivery.Body.CancelPendingRead(), null, options.FlushInterval, options.FlushInterval / 2);
        idle.CancelAfter(options.IdleLimit);
        while (await ReadAsync(delivery.Body) is var (read, isEnd))
        {
            var isTooMuch = !TryWrite(read, delivery, check);
            delivery.Body.AdvanceTo(read.End);
            if (isTooMuch)
            {
                return Refuse("uploads.more-than-announced");
            }

            if (isEnd)
            {
                return await EndAsync(isCut: false, delivery, check);
            }

            if (check is null && await JudgeAsync() is { } refusal)
            {
                return refusal;
            }
        }

        return await EndAsync(isCut: true, delivery, check);
    }

    public void Dispose() => idle.Dispose();

    /// <summary>
    /// What has come, nothing when it was merely time to look up, and whether the body ended; null = cut off.
    /// </summary>
    private async ValueTask<(ReadOnlySequence<byte> Bytes, bool IsEnd)?> ReadAsync(PipeReader body)
    {
        try
        {
            var read = await body.ReadAsync(idle.Token);
            if (!read.Buffer.IsEmpty)
            {
                idle.CancelAfter(options.IdleLimit);
            }

            return (read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MostBytes)),
                read.Buffer.IsEmpty && !read.IsCanceled);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>False = more than was announced, or than a checksum may be over; nothing is written.</summary>
    private bool TryWrite(ReadOnlySequence<byte> bytes, UploadBody delivery, IncrementalHash? check)
    {
        if (Bytes + bytes.Length > session.Upload.LengthBytes
            || (check is not null && Bytes + bytes.Length - delivery.OffsetBytes > Checksum.LongestBodyBytes))
        {
            return false;
        }

        pieces.Clear();
        foreach (var piece in bytes)
        {
            pieces.Add(piece);

            // With a checksum they are not ours before the whole body is proven.
            if (check is null)
            {
                session.Hash.Append(piece.Span);
            }
            else
            {
                check.AppendData(piece.Span);
            }
        }

        session.Hold.File.Write(pieces, Bytes);
        Bytes += bytes.Length;
        return true;
    }

    /// <summary>
    /// The first 64 KB decide whether it is a video, its header how long it is; clock and disk are
    /// looked at from time to time.
    /// </summary>
    private async ValueTask<UploadAnswer?> JudgeAsync()
    {
        var isDue = false;
        if (BegunAt is null && Bytes >= Math.Min(UploadPolicy.HeadBytes, session.Upload.LengthBytes))
        {
            if (await session.Gate.WhyNotContinueAsync(null) is { } closed)
            {
                return closed;
            }

            if (judge.WhyNotHead(Bytes) is { } refusal)
            {
                return refusal;
            }

            (BegunAt, isDue) = (time.GetUtcNow(), true);
        }

        if (judge.WhyNotDuration(Bytes) is { } unfit)
        {
            return unfit;
        }

        isDue |= durable.IsDue(Bytes);
        if (!isDue || IsWhole)
        {
            return null;
        }

        if (!await durable.BeginAsync(Bytes, BegunAt, Format))
        {
            return new UploadAnswer(UploadEnd.Gone);
        }

        if (await session.Gate.WhyNotContinueAsync(BegunAt) is not { } late)
        {
            return null;
        }

        await durable.EndAsync(Bytes, BegunAt, Format);
        return late;
    }

    private async Task<UploadAnswer> EndAsync(bool isCut, UploadBody delivery, IncrementalHash? check)
    {
        if (check is not null)
        {
            if (isCut || !CryptographicOperations.FixedTimeEquals(check.GetHashAndReset(), delivery.Checksum!.Value))
            {
                Bytes = delivery.OffsetBytes;
                return new(isCut ? UploadEnd.Cut : UploadEnd.Damaged, Bytes, session.Upload.ExpiresAt);
            }

            session.Hash.CatchUp(session.Hold.File, Bytes, CancellationToken.None);
            if (await JudgeAsync() is { } receipt)
            {
                return receipt;
            }
        }

        // Nobody reads the answer to a request that was cut off, lost hold or not.
        var isTold = await durable.EndAsync(Bytes, BegunAt, Format);
        return isTold || isCut
            ? new(isCut ? UploadEnd.Cut : UploadEnd.Stored, Bytes, session.Upload.ExpiresAt)
            : new(UploadEnd.Gone);
    }

    private static UploadAnswer Refuse(string code) => new Refusal(RefusalKind.TooLarge, Sentence.Of(code), "file");
}
