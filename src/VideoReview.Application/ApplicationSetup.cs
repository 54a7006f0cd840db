using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoReview.Application.Accounts;
using VideoReview.Application.Coordination;
using VideoReview.Application.Database;
using VideoReview.Application.Deciding;
using VideoReview.Application.Entries;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;
using VideoReview.Application.Operations;
using VideoReview.Application.Periods;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Scoring;
using VideoReview.Application.Submitting;
using VideoReview.Application.Words;

namespace VideoReview.Application;

/// <summary>Everything that Web and Worker share; bus and object storage are added by their own setups.</summary>
public static class ApplicationSetup
{
    public static IServiceCollection AddReviewApplication(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OfficeOptions>().Bind(configuration.GetSection("Office")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddReviewDatabase(configuration);
        services.AddReviewOutbox();
        JobsSetup.Add(services, configuration);
        AccountsSetup.Add(services, configuration);
        PeriodsSetup.Add(services, configuration);
        EntriesSetup.Add(services, configuration);
        MediaSetup.Add(services, configuration);
        ScoringSetup.Add(services);
        ReviewingSetup.Add(services, configuration);
        SubmittingSetup.Add(services);
        DecidingSetup.Add(services);
        CoordinationSetup.Add(services, configuration);
        OperationsSetup.Add(services, configuration);
        return services;
    }
}
