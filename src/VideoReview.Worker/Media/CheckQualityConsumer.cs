using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a quality job.</summary>
internal sealed class CheckQualityConsumer(JobSteps steps) : IConsumer<CheckQuality>
{
    public Task Consume(ConsumeContext<CheckQuality> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The images lane, in a queue of its own.</summary>
internal sealed class CheckQualityDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<CheckQualityConsumer>(options.Value.ImagesConcurrency);
