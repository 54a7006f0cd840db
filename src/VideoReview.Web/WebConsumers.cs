using MassTransit;
using VideoReview.Web.Media;
using VideoReview.Web.Notices;

namespace VideoReview.Web;

/// <summary>Messages that web takes itself: mail, because only web has a way out, and storing, because only web has the staging folder.</summary>
internal static class WebConsumers
{
    public static void Add(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<NoticePinnedConsumer, NoticePinnedDefinition>();
        bus.AddConsumer<StoreUploadConsumer, StoreUploadDefinition>();
    }
}
