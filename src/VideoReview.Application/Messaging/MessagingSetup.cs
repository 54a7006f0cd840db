using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Messaging;

/// <summary>Outbox and change feed, which every process has.</summary>
public static class MessagingSetup
{
    public static IServiceCollection AddReviewOutbox(this IServiceCollection services)
    {
        services.AddScoped<Outbox>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        return services;
    }
}
