using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace VideoReview.IntegrationTests.Support;

/// <summary>A mail server on a port of its own that keeps what it is given and, when told so, refuses it.</summary>
public sealed class TestMailbox : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource goneOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task running;

    public TestMailbox()
    {
        Port = FreePort();
        var services = new ServiceProvider();
        services.Add(new Store(this));
        var options = new SmtpServerOptionsBuilder()
            .ServerName("test.example")
            .Endpoint(
                endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication())
            .Build();
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stop.Token);
    }

    public int Port { get; }

    /// <summary>In the order of arrival.</summary>
    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>What the next mails are answered with; null = they are taken.</summary>
    public SmtpResponse? Refusal { get; set; }

    /// <summary>After so many mails the server answers no more until <see cref="GoOn"/>.</summary>
    public int? HoldsAfter { get; set; }

    /// <summary>How many mails came, taken or not.</summary>
    public int Attempts { get; private set; }

    /// <summary>Settings of a web that mails through here.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Mail:Security", "None"),
        ("Mail:From", "videoinovasi@kab.example"), ("Mail:PublicUrl", "https://inovasi.kab.example/"),
    ];

    /// <summary>Answers again, also those who wait.</summary>
    public void GoOn()
    {
        HoldsAfter = null;
        goneOn.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Store(TestMailbox mailbox) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken)
        {
            mailbox.Attempts++;
            if (mailbox.Refusal is { } refusal)
            {
                return refusal;
            }

            using var bytes = new MemoryStream(buffer.ToArray());
            if (mailbox.HoldsAfter <= mailbox.Mails.Count)
            {
                await mailbox.goneOn.Task.WaitAsync(cancellationToken);
            }

            mailbox.Mails.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
            return SmtpResponse.Ok;
        }
    }
}
