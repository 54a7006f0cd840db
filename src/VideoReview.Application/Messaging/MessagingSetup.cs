using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VideoReview.Application.Database;

namespace VideoReview.Application.Messaging;

/// <summary>Aliases of the contracts whose consumers run in this process.</summary>
internal sealed record ConsumedHere(IReadOnlyCollection<string> Aliases);

/// <summary>Outbox, bus and change feed; the transport is chosen by configuration.</summary>
public static class MessagingSetup
{
    /// <summary>
    /// Tag of the health checks of the bus: asked by the worker's readiness, not by web's,
    /// which serves pages without a bus.
    /// </summary>
    public const string BusTag = "bus";

    // Consumers get 5 s to end by themselves, then their token is cancelled; the bus has 20 s, the
    // host 30 s, a container 40 s.
    private static readonly TimeSpan ConsumersStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BusStops = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HostStops = TimeSpan.FromSeconds(30);

    /// <summary>What acts need to leave and take messages; without a bus, for one-shots.</summary>
    public static IServiceCollection AddReviewOutbox(this IServiceCollection services)
    {
        services.AddScoped<Outbox>();
        services.AddScoped<Inbox>();
        services.AddSingleton<ChangeFeed>();
        return services;
    }

    /// <summary>The bus with this process's consumers, the relay, and the feed of changes.</summary>
    /// <param name="consumers">Adds consumers with their definitions: one consumer takes one contract.</param>
    public static IServiceCollection AddReviewMessaging(
        this IServiceCollection services, IConfiguration configuration, Action<IBusRegistrationConfigurator> consumers)
    {
        var section = configuration.GetSection("Bus");
        services.AddOptions<BusOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = HostStops);
        services.AddOptions<MassTransitHostOptions>()
            .Configure(host => (host.ConsumerStopTimeout, host.StopTimeout) = (ConsumersStop, BusStops));
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        AddRelay(services);
        if (section.Get<BusOptions>()?.Transport == BusTransport.RabbitMq)
        {
            services.AddSingleton<LeftQueues>().AddHostedService(provider => provider.GetRequiredService<LeftQueues>());
            services.AddHostedService<QueueLayout>();
        }

        services.AddMassTransit(bus => AddBus(bus, section.Get<BusOptions>() ?? new BusOptions(), consumers));
        services.AddSingleton(new ConsumedHere(services.Select(s => s.ServiceType).Where(KnownContracts.IsTaken)
            .Select(c => Outbox.AliasOf(KnownContracts.TakenBy(c))).ToHashSet(StringComparer.Ordinal)));
        services.AddHealthChecks().AddCheck<QueueHealth>("queues", tags: [BusTag]);
        return services;
    }

    /// <summary>
    /// Before the bus: hosted services stop in the reverse order, and the relay writes what
    /// the last consumers have done.
    /// </summary>
    private static void AddRelay(IServiceCollection services)
    {
        services.AddSingleton<OutboxTable>();
        services.AddSingleton<OutboxGauge>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<OutboxBell>().AddHostedService(provider => provider.GetRequiredService<OutboxBell>());
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<OutboxUpkeep>();
        services.AddScoped<FaultDesk>();
        services.AddSingleton<FaultFilter>();
        services.AddSingleton<StopFilter>();
    }

    private static void AddBus(
        IBusRegistrationConfigurator bus, BusOptions options, Action<IBusRegistrationConfigurator> consumers)
    {
        var names = new BusNames(options.Prefix);
        bus.DisableUsageTelemetry();
        bus.SetEndpointNameFormatter(names);
        bus.ConfigureHealthCheckOptions(check =>
        {
            check.Name = "bus";
            check.Tags.Clear();
            check.Tags.Add(BusTag);
        });
        bus.AddConfigureEndpointsCallback((context, queue, endpoint) => Configure(endpoint, context, names, queue));
        consumers(bus);
        if (options.Transport == BusTransport.RabbitMq)
        {
            bus.UsingRabbitMq((context, rabbit) => UseRabbitMq(rabbit, context, options, names));
            return;
        }

        bus.UsingInMemory((context, memory) =>
        {
            memory.MessageTopology.SetEntityNameFormatter(names);
            memory.ConnectReceiveObserver(context.GetRequiredService<Deliveries>());
            memory.ConfigureEndpoints(context);
        });
    }

    private static void UseRabbitMq(
        IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, BusOptions options, BusNames names)
    {
        rabbit.Host(options.RabbitMqUri!, host => host.PublisherConfirmation = true);
        rabbit.MessageTopology.SetEntityNameFormatter(names);
        RabbitMqTopology.DeclareAll(rabbit, names);
        rabbit.ConfigureEndpoints(context);

        // Nobody consumes here: every message is "skipped" and thereby written on its row as failed.
        rabbit.ReceiveEndpoint(names.Dropped, endpoint => Configure(endpoint, context, names, names.Dropped));
    }

    private static void Configure(
        IReceiveEndpointConfigurator endpoint, IRegistrationContext context, BusNames names, string queue)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            RabbitMqTopology.Describe(rabbit, names, queue);
        }

        endpoint.PublishFaults = false;
        endpoint.UseFilter(context.GetRequiredService<StopFilter>());
        endpoint.ConfigureDeadLetter(skipped => skipped.UseFilter(context.GetRequiredService<FaultFilter>()));
        endpoint.ConfigureError(error => error.UseFilter(context.GetRequiredService<FaultFilter>()));
    }
}
