using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Application.Submitting;

/// <summary>What this word adds to the services.</summary>
internal static class SubmittingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<OwnEntryLock>();
        services.AddScoped<DraftDesk>();
        services.AddScoped<SubmitDesk>();
        services.AddScoped<WithdrawDesk>();
        services.AddScoped<OwnEntries>();
        services.AddScoped<EntryViews>();
        services.AddScoped<Feedback>();
    }
}
