using VideoReview.Worker.Media;
using Xunit;

namespace VideoReview.IntegrationTests.Worker;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("videoreview-scratch").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>
    /// Each looks for what was abandoned while the others' folders go: one that is gone has no age, which reads as the
    /// oldest of all.
    /// </summary>
    [Fact]
    public async Task Many_begin_and_end_at_once() =>
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var scratch = ScratchFolder.In(root);
                File.WriteAllText(scratch.File("frame.jpg"), "");
            }
        })));

    [Fact]
    public void Abandoned_folders_go_and_younger_ones_stay()
    {
        var (old, young) = (Made("old", days: 2), Made("young", days: 0));

        using var scratch = ScratchFolder.In(root);

        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(young));
    }

    private string Made(string name, int days)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name));
        File.WriteAllText(Path.Combine(folder.FullName, "frame.jpg"), "");
        folder.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-days);
        return folder.FullName;
    }
}
