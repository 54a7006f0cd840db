using MailKit.Net.Smtp;
using MassTransit;
using VideoReview.Application.Messaging;
using VideoReview.Application.Notices;

namespace VideoReview.Web.Notices;

/// <summary>Mails a notice.</summary>
internal sealed class NoticePinnedConsumer(NoticeMail mail) : IConsumer<NoticePinned>
{
    public Task Consume(ConsumeContext<NoticePinned> context) =>
        mail.SendAsync(context.Message.NoticeId, context.MessageId!.Value, context.CancellationToken);
}

/// <summary>
/// Few at once, because mail servers of offices throttle; three quick retries, then the act's own
/// PutOffException waits in the outbox.
/// </summary>
internal sealed class NoticePinnedDefinition : ConsumerDefinition<NoticePinnedConsumer>
{
    private const int AtOnce = 2;

    public NoticePinnedDefinition() => ConcurrentMessageLimit = AtOnce;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<NoticePinnedConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // No more than are worked on: what waits behind a limit inside of the pipe has begun, and would
        // have to be waited for at the end.
        endpointConfigurator.PrefetchCount = AtOnce;
        endpointConfigurator.UseMessageRetry(retry =>
        {
            // What comes through unwrapped is a final "no" (5yz): asking again only annoys the server.
            retry.Ignore<SmtpCommandException>();

            // A consumer that is told to end must end: the bus in memory waits for it, however long that takes.
            retry.Ignore<OperationCanceledException>();
            retry.Intervals(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        });
    }
}
