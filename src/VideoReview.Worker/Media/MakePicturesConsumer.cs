using MassTransit;
using Microsoft.Extensions.Options;
using VideoReview.Application.Messaging;

namespace VideoReview.Worker.Media;

/// <summary>The bell of a pictures job.</summary>
internal sealed class MakePicturesConsumer(JobSteps steps) : IConsumer<MakePictures>
{
    public Task Consume(ConsumeContext<MakePictures> context) => steps.HearAsync(context.Message.JobId);
}

/// <summary>The images lane.</summary>
internal sealed class MakePicturesDefinition(IOptions<MediaOptions> options) : MediaJobDefinition<MakePicturesConsumer>(options.Value.ImagesConcurrency);
