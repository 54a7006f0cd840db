using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Worker.Media;

namespace VideoReview.Worker;

/// <summary>What the worker's own program and web's (when it hosts the consumers) add alike.</summary>
public static class WorkerSetup
{
    /// <summary>
    /// Tag of what only the worker's readiness asks: a web that hosts the consumers serves
    /// its pages without ffmpeg too.
    /// </summary>
    public const string WorkTag = "work";

    public static IServiceCollection AddReviewWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection("Worker")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddJobSteps(typeof(WorkerSetup).Assembly);
        MediaWorkSetup.Add(services, configuration);
        return services;
    }

    /// <summary>The bells that it hears; to be called inside <see cref="MessagingSetup.AddReviewMessaging"/>.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddBell<RingFast>();
        bus.AddBell<RingImages>();
        bus.AddBell<RingHeavy>();
        bus.AddBell<RingPlain>();
    }
}
