using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a match job.</summary>
internal sealed class FindMatchesConsumer(JobSteps steps) : IConsumer<FindMatches>
{
    public Task Consume(ConsumeContext<FindMatches> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The images lane, in a queue of its own.</summary>
internal sealed class FindMatchesDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<FindMatchesConsumer>(options.Value.ImagesConcurrency);
