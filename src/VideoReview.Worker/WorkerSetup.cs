using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;
using VideoReview.Worker.Media;

namespace VideoReview.Worker;

/// <summary>What the worker's own program and web's (when it hosts the consumers) add alike.</summary>
public static class WorkerSetup
{
    /// <summary>Tag of what only the worker's readiness asks: a web that hosts the consumers serves its pages without ffmpeg too.</summary>
    public const string WorkTag = "work";

    public static IServiceCollection AddReviewWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection("Worker")).ValidateDataAnnotations().ValidateOnStart();
        MediaWorkSetup.Add(services, configuration);
        return services;
    }

    /// <summary>The consumers with their definitions; to be called inside <see cref="MessagingSetup.AddReviewMessaging"/>.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<InspectVideoConsumer, InspectVideoDefinition>();
        bus.AddConsumer<MakePosterConsumer, MakePosterDefinition>();
        bus.AddConsumer<MakePicturesConsumer, MakePicturesDefinition>();
        bus.AddConsumer<RemuxVideoConsumer, RemuxVideoDefinition>();
        bus.AddConsumer<CheckQualityConsumer, CheckQualityDefinition>();
        bus.AddConsumer<FindMatchesConsumer, FindMatchesDefinition>();
        bus.AddConsumer<MakePlayableConsumer, MakePlayableDefinition>();
    }
}
