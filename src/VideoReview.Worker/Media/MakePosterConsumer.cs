using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a poster job.</summary>
internal sealed class MakePosterConsumer(JobRunner runner, JobSteps steps) : IConsumer<MakePoster>
{
    public Task Consume(ConsumeContext<MakePoster> context) => runner.RunAsync(context.Message.JobId, steps.DoAsync, context.CancellationToken);
}

/// <summary>The fast lane: an author at the desk sees that it is the right film.</summary>
internal sealed class MakePosterDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<MakePosterConsumer>(options.Value.FastConcurrency);
