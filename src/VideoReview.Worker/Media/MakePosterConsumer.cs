using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a poster job.</summary>
internal sealed class MakePosterConsumer(JobSteps steps) : IConsumer<MakePoster>
{
    public Task Consume(ConsumeContext<MakePoster> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The fast lane: an author at the desk sees that it is the right film.</summary>
internal sealed class MakePosterDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<MakePosterConsumer>(options.Value.FastConcurrency);
