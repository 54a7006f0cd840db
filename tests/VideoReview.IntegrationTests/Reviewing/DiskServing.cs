using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Reviewing;

/// <summary>Objects in a folder.</summary>
public sealed class DiskServing : IServingPlace, IAsyncLifetime
{
    public TestWeb Web { get; } = new();

    public ValueTask InitializeAsync() => Web.InitializeAsync();

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
