using VideoReview.IntegrationTests.Support;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>The web program on a store of its own.</summary>
public interface IServingPlace
{
    TestWeb Web { get; }
}
