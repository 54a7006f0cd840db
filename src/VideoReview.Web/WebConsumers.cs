using MassTransit;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Web.Notices;

namespace VideoReview.Web;

/// <summary>
/// Messages that web takes itself: mail and jobs that call others, because only web has a way out, and storing, because
/// only web has the staging folder.
/// </summary>
internal static class WebConsumers
{
    public static void Add(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<NoticePinnedConsumer, NoticePinnedDefinition>();
        bus.AddBell<RingStore>();
        bus.AddBell<RingOut>();
    }
}
