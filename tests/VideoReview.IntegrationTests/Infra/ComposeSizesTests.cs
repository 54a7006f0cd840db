using Xunit;

namespace VideoReview.IntegrationTests.Infra;

/// <summary>One size beside the other, as docker-compose reads them.</summary>
public sealed class ComposeSizesTests(ComposeFiles files) : IClassFixture<ComposeFiles>
{
    /// <summary>What web is told otherwise in the other size: bus, store, the worker inside, its pool.</summary>
    private static readonly string[] Different =
    [
        "Bus__", "Storage__", "Worker__", "Media__", "Scanner__", "Database__", "DOTNET_GC",
    ];

    /// <summary>Whoever grows keeps his folders, his .env and his proxy.</summary>
    [Theory]
    [InlineData("proxy")]
    [InlineData("postgres")]
    [InlineData("folders")]
    [InlineData("scanner")]
    [InlineData("signatures")]
    public void Both_sizes_share_what_is_not_their_difference(string service) => Assert.Equal(
        files.Of(ComposeFile.Grown).Service(service),
        files.Of(ComposeFile.One).Service(service)
            .Replace("image: videoreview-one", "image: videoreview-web", StringComparison.Ordinal));

    /// <summary>A setting that was given to one size alone would be missed when somebody installs the other.</summary>
    [Fact]
    public void Web_is_told_the_same_in_both_sizes()
    {
        var (grown, one) = (files.Of(ComposeFile.Grown), files.Of(ComposeFile.One));

        Assert.Equal(Common(grown), Common(one));
        Assert.Equal(grown.Part("web", "volumes"), one.Part("web", "volumes"));
    }

    private static IEnumerable<string> Common(ComposeFile file) =>
        file.Environment("web")
            .Where(pair => !Different.Any(start => pair.Key.StartsWith(start, StringComparison.Ordinal)))
            .Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
}
