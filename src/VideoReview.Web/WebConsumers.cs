using MassTransit;
using VideoReview.Application.Jobs;
using VideoReview.Application.Messaging;
using VideoReview.Web.Coordination;
using VideoReview.Web.Notices;

namespace VideoReview.Web;

/// <summary>
/// Messages that web takes itself: mail and jobs that call others, because only web has a way out, storing, because
/// only web has the staging folder, and what waits for a coordinator, because the worker knows no people.
/// </summary>
internal static class WebConsumers
{
    public static void Add(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<NoticePinnedConsumer, NoticePinnedDefinition>();
        bus.AddConsumer<AppointmentsConsumer, AppointmentsDefinition>();
        bus.AddBell<RingStore>();
        bus.AddBell<RingOut>();
    }
}
