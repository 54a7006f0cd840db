using VideoReview.Application.Media;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>
/// A column of object keys that <see cref="NamedObjects"/> does not ask would be missing in every backup.
/// </summary>
public sealed class ObjectNamesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Every_column_of_object_keys_is_saved()
    {
        await using var command = database.DataSource.CreateCommand("""
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND column_name ~ '(object|playable|picture|file|original)_key$' ORDER BY 1
            """);
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new List<string>();
        while (await row.ReadAsync(TestContext.Current.CancellationToken))
        {
            columns.Add(row.GetString(0));
        }

        Assert.Equal(
            ["video.object_key", "video.playable_key", "video_copy.object_key", "video_picture.object_key"], columns);
    }
}
