using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoReview.Application;
using VideoReview.Application.Messaging;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>What a test's consumer does with a delivery.</summary>
internal delegate Task Handling(ConsumeContext<NoticePinned> delivery, IServiceProvider services);

/// <summary>
/// One process of the product as far as messages go: acts, relay and bus, with at most one consumer,
/// which does what the test says.
/// </summary>
internal sealed class BusProcess : IAsyncDisposable
{
    private readonly IHost host;

    private BusProcess(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    /// <param name="handling">Null = this process consumes nothing.</param>
    /// <param name="broker">Where the broker is thought to be.</param>
    public static async Task<BusProcess> StartAsync(
        TestDatabase database, TestQueues queues, Handling? handling, Uri? broker = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Database:ConnectionString"] = database.ConnectionString;
        builder.Configuration["Storage:DiskFolder"] = Path.GetTempPath();
        builder.Configuration["Bus:Transport"] = queues.Transport.ToString();
        builder.Configuration["Bus:Prefix"] = queues.Prefix;
        builder.Configuration["Bus:RabbitMqUri"] =
            queues.Transport == BusTransport.RabbitMq ? (broker ?? TestServices.RabbitMq).ToString() : null;
        builder.Services.AddReviewApplication(builder.Configuration);
        builder.Services.AddReviewStorage(builder.Configuration);
        builder.Services.AddReviewMessaging(builder.Configuration, bus =>
        {
            if (handling is not null)
            {
                bus.AddConsumer<Consumer>();
                builder.Services.AddSingleton(handling);
            }
        });
        var process = new BusProcess(builder.Build());
        await process.host.StartAsync();
        return process;
    }

    /// <summary>Ends it in good order.</summary>
    public Task StopAsync() => host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private sealed class Consumer(Handling handling, IServiceProvider services) : IConsumer<NoticePinned>
    {
        public Task Consume(ConsumeContext<NoticePinned> context) => handling(context, services);
    }
}
