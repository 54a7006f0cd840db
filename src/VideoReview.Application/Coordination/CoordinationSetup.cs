using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Deciding;
using VideoReview.Application.Operations;
using VideoReview.Application.Scoring;

namespace VideoReview.Application.Coordination;

/// <summary>What this word adds to the services.</summary>
internal static class CoordinationSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddScoped<Board>();
        services.AddScoped<EntryList>();
        services.AddSingleton<ProvisionalResults>();
        services.AddScoped<ResultList>();
        services.AddScoped<DecisionDesk>();
        services.AddScoped<EntryDesk>();
        services.AddScoped<EntrySheets>();
        services.AddScoped<AssignmentList>();
        services.AddScoped<ProcessingBoard>();
        services.AddScoped<FailureList>();
        services.AddScoped<MessageList>();
        services.AddScoped<MessageDesk>();
        services.AddScoped<MatchList>();
        services.AddScoped<MatchDesk>();
        services.AddScoped<LiveTopics>();
        services.AddScoped<LiveFeed>();
    }
}
