using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a quality job.</summary>
internal sealed class CheckQualityConsumer(JobRunner runner, JobSteps steps) : IConsumer<CheckQuality>
{
    public Task Consume(ConsumeContext<CheckQuality> context) => runner.RunAsync(context.Message.JobId, steps.DoAsync, context.CancellationToken);
}

/// <summary>The images lane, in a queue of its own.</summary>
internal sealed class CheckQualityDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<CheckQualityConsumer>(options.Value.ImagesConcurrency);
