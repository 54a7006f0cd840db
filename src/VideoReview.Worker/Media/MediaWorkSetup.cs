using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace VideoReview.Worker.Media;

/// <summary>What this word adds to the services of the process that hosts the consumers.</summary>
internal static class MediaWorkSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MediaOptions>().Bind(configuration.GetSection("Media")).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<ScannerOptions>().Bind(configuration.GetSection("Scanner"))
            .Validate(
                scanner => scanner.IsUnderstood,
                "Scanner:Address is unix:///path/of/clamd.ctl, tcp://host:port or empty.")
            .ValidateOnStart();
        services.AddSingleton<Scanner>();
        services.AddSingleton<VideoProbe>();
        services.AddSingleton<PacketClock>();
        services.AddSingleton<SoundChoice>();
        services.AddSingleton<KeyFramePass>();
        services.AddSingleton<PictureStore>();
        services.AddSingleton<SourceFiles>();
        services.AddSingleton<SoundCheck>();
        services.AddSingleton<PacketCheck>();
        services.AddSingleton<PictureCheck>();
        services.AddSingleton<CopyCheck>();
        services.AddHostedService<GuardStart>();
        services.AddSingleton<ToolsHealth>();
        services.AddHealthChecks().AddCheck<ToolsHealth>("tools", tags: [WorkerSetup.WorkTag])
            .AddCheck<ScannerHealth>("scanner", tags: [WorkerSetup.WorkTag]);
    }
}
