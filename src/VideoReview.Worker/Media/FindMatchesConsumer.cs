using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Media;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a match job.</summary>
internal sealed class FindMatchesConsumer(JobRunner runner, JobSteps steps) : IConsumer<FindMatches>
{
    public Task Consume(ConsumeContext<FindMatches> context) => runner.RunAsync(context.Message.JobId, steps.DoAsync, context.CancellationToken);
}

/// <summary>The images lane, in a queue of its own.</summary>
internal sealed class FindMatchesDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<FindMatchesConsumer>(options.Value.ImagesConcurrency);
