using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Reviewing;

/// <summary>What this word adds to the services.</summary>
internal static class ReviewingSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = (services, configuration);
    }
}
