using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// Asks clamd about files, piece by piece over its socket (clamd(8), INSTREAM). A scanner that is away or says nothing
/// useful is a fault of the world; a file larger than it takes is told to the people who can change its limit.
/// </summary>
internal sealed class Scanner(IOptions<ScannerOptions> options)
{
    private const int PieceBytes = 256 * 1024, LongestAnswer = 4096;

    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(5);

    /// <summary>Name of the signature that the file carries; null = none, or no scanner is set.</summary>
    public async Task<string?> FindAsync(string path, CancellationToken cancellation)
    {
        if (options.Value.Clamd is not { } clamd)
        {
            return null;
        }

        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Signature(await TalkAsync(
            clamd, options.Value.Patience, (line, answer, stop) => SendAsync(line, file, answer, stop), cancellation));
    }

    /// <summary>Throws when a scanner is set and does not answer.</summary>
    public async Task PingAsync(CancellationToken cancellation)
    {
        if (options.Value.Clamd is { } clamd
            && await TalkAsync(
                clamd, PingPatience, (line, _, stop) => line.WriteAsync("zPING\0"u8.ToArray(), stop).AsTask(),
                cancellation) is not "PONG" and var said)
        {
            throw Away("It answers a ping with: " + said);
        }
    }

    private static async Task<string> TalkAsync(
        Uri clamd, TimeSpan most, Func<NetworkStream, Task<string>, CancellationToken, Task> send,
        CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(most);
        try
        {
            await using var line = await ConnectAsync(clamd, patience.Token);
            var answer = HearAsync(line, patience.Token);
            await send(line, answer, patience.Token);
            return await answer;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Away($"No answer within {most}.");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw Away(e.Message);
        }
    }

    private static async Task<NetworkStream> ConnectAsync(Uri clamd, CancellationToken stop)
    {
        var isPath = clamd.Scheme == "unix";
        var socket = isPath
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(
                isPath ? new UnixDomainSocketEndPoint(clamd.AbsolutePath) : new DnsEndPoint(clamd.Host, clamd.Port),
                stop);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listened to from the beginning: clamd may answer, and hang up, before it has heard all.</summary>
    private static async Task<string> HearAsync(NetworkStream line, CancellationToken stop)
    {
        var (buffer, heard) = (new byte[LongestAnswer], 0);
        while (heard < buffer.Length && !buffer.AsSpan(0, heard).Contains((byte)0)
            && await line.ReadAsync(buffer.AsMemory(heard), stop) is > 0 and var read)
        {
            heard += read;
        }

        return Encoding.UTF8.GetString(buffer, 0, heard).TrimEnd('\0', '\n');
    }

    /// <summary>Pieces with their length before them; one of no length ends the file.</summary>
    private static async Task SendAsync(
        NetworkStream line, FileStream file, Task<string> answer, CancellationToken stop)
    {
        try
        {
            await line.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
            var piece = new byte[sizeof(int) + PieceBytes];
            int read;
            do
            {
                read = await file.ReadAsync(piece.AsMemory(sizeof(int)), stop);
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await line.WriteAsync(piece.AsMemory(0, sizeof(int) + read), stop);
            }
            while (read > 0 && !answer.IsCompleted);
        }
        catch (IOException)
        {
            // It has hung up; what it said before that tells why.
            if ((await answer).Length == 0)
            {
                throw;
            }
        }
    }

    /// <summary>
    /// "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND", or "INSTREAM size limit exceeded. ERROR". A limit of its own
    /// is a find to clamd (clamd.conf(5), AlertExceedsMax), but nothing that the file's author could mend.
    /// </summary>
    private static string? Signature(string answer) => answer switch
    {
        "stream: OK" => null,
        _ when answer.StartsWith("stream: Heuristics.Limits.Exceeded", StringComparison.Ordinal) =>
            throw BeyondLimits(answer),
        _ when answer.StartsWith("stream: ", StringComparison.Ordinal)
            && answer.EndsWith(" FOUND", StringComparison.Ordinal) => answer["stream: ".Length..^" FOUND".Length],
        _ when answer.Contains("size limit exceeded", StringComparison.Ordinal) => throw BeyondLimits(answer),
        _ => throw Away(answer.Length > 0 ? answer : "It hung up without an answer."),
    };

    private static JobFaultException BeyondLimits(string answer) =>
        new(
            JobFault.BadInput, Sentence.Of("media.cause-scanner-limit"),
            $"clamd: {answer} (StreamMaxLength, MaxFileSize, MaxScanSize, MaxScanTime)");

    private static JobFaultException Away(string detail) =>
        new(JobFault.Transient, Sentence.Of("media.cause-scanner"), "clamd: " + detail);
}
