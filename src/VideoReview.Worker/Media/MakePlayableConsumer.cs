using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of the heavy lane: what makes a video playable, and what makes it lighter.</summary>
internal sealed class MakePlayableConsumer(JobSteps steps) : IConsumer<MakePlayable>
{
    public Task Consume(ConsumeContext<MakePlayable> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The heavy lane.</summary>
internal sealed class MakePlayableDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<MakePlayableConsumer>(options.Value.HeavyConcurrency);
