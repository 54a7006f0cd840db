using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of an inspect job.</summary>
internal sealed class InspectVideoConsumer(JobSteps steps) : IConsumer<InspectVideo>
{
    public Task Consume(ConsumeContext<InspectVideo> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The fast lane: a verdict never waits behind pictures or copies.</summary>
internal sealed class InspectVideoDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<InspectVideoConsumer>(options.Value.FastConcurrency);
