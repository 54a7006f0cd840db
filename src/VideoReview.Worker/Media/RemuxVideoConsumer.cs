using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a playable job that only moves streams.</summary>
internal sealed class RemuxVideoConsumer(JobSteps steps) : IConsumer<RemuxVideo>
{
    public Task Consume(ConsumeContext<RemuxVideo> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The fast lane: a second of work that makes a video playable does not wait behind encodings.</summary>
internal sealed class RemuxVideoDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<RemuxVideoConsumer>(options.Value.FastConcurrency);
