using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>
/// A line between client and server that is cut: each connection passes so many of the client's bytes, then both ends
/// are reset. Without further limits it passes everything.
/// </summary>
internal sealed class TcpCutter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Queue<long> limits;
    private readonly int serverPort;
    private readonly Task accepting;

    /// <param name="limits">For the connections that carry a body, in the order in which they come.</param>
    public TcpCutter(Uri server, IEnumerable<long> limits)
    {
        (serverPort, this.limits) = (server.Port, new Queue<long>(limits));
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Cuts { get; private set; }

    /// <summary>As thin as this line is in the client's direction; 0 = as fast as it goes.</summary>
    public long BytesPerSecond { get; init; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptSocketAsync(stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, serverPort), stop.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(UpAsync(client, server), DownAsync(server, client));
            client.LingerState = server.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task UpAsync(Socket client, Socket server)
    {
        var buffer = new byte[16_384];
        long passed = 0, limit = long.MaxValue, begun = Stopwatch.GetTimestamp();
        try
        {
            int read;
            while ((read = await client.ReceiveAsync(buffer, stop.Token)) > 0)
            {
                // The first bytes are headers; a request that goes on is an upload.
                if (passed > 8_192 && limit == long.MaxValue && limits.TryDequeue(out var next))
                {
                    limit = next;
                }

                var may = (int)Math.Min(read, Math.Max(0, limit - passed));
                await server.SendAsync(buffer.AsMemory(0, may), stop.Token);
                passed += may;
                if (BytesPerSecond > 0
                    && passed / (double)BytesPerSecond - Stopwatch.GetElapsedTime(begun).TotalSeconds is > 0
                        and var ahead)
                {
                    await Task.Delay(TimeSpan.FromSeconds(ahead), stop.Token);
                }

                if (may < read)
                {
                    Cuts++;
                    return;
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task DownAsync(Socket server, Socket client)
    {
        var buffer = new byte[16_384];
        try
        {
            int read;
            while ((read = await server.ReceiveAsync(buffer, stop.Token)) > 0)
            {
                await client.SendAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return;
        }
    }
}
