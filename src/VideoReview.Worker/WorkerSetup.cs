using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker;

/// <summary>What the worker's own program and web's (when it hosts the consumers) add alike.</summary>
public static class WorkerSetup
{
    public static IServiceCollection AddReviewWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection("Worker")).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>The consumers with their definitions; to be called inside <see cref="MessagingSetup.AddReviewMessaging"/>.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus) => ArgumentNullException.ThrowIfNull(bus);
}
