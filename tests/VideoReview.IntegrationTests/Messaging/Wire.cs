using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>
/// A wire to a server that a test can cut: while cut, open connections break and new ones are refused.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly Uri server;
    private readonly int port;
    private readonly ConcurrentBag<TcpClient> open = [];
    private TcpListener? listener;

    public Wire(Uri server)
    {
        this.server = server;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    /// <summary>
    /// While true, nothing of what the clients say reaches the server; it stays whole, and the other way is open.
    /// </summary>
    public bool HoldsBack { get; set; }

    /// <summary>The server's address by way of this wire.</summary>
    public Uri Address => new UriBuilder(server) { Host = "127.0.0.1", Port = port }.Uri;

    public void Cut()
    {
        listener?.Stop();
        listener = null;
        while (open.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var near = await from.AcceptTcpClientAsync();
                var far = new TcpClient();
                open.Add(near);
                open.Add(far);
                await far.ConnectAsync(server.Host, server.Port);
                _ = CarryAsync(near, far, () => HoldsBack);
                _ = CarryAsync(far, near, () => false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private static async Task CarryAsync(TcpClient from, TcpClient to, Func<bool> isHeldBack)
    {
        try
        {
            var bytes = new byte[16_384];
            int read;
            while ((read = await from.GetStream().ReadAsync(bytes)) > 0)
            {
                while (isHeldBack())
                {
                    await Task.Delay(10);
                }

                await to.GetStream().WriteAsync(bytes.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            to.Dispose();
        }

        to.Dispose();
    }
}
