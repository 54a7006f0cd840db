using System.Globalization;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.FaultTests.Support;

/// <summary>
/// A folder on a filesystem of a few megabytes that only one process sees: it lives in a mount namespace of that
/// process and is gone with it. The test reaches it through
/// /proc (proc(5), "root").
/// </summary>
internal sealed class SmallDisk(RunningProgram program, string folder)
{
    private string Root => $"/proc/{program.Id}/root{folder}";

    private string Filler => Path.Combine(Root, "filler");

    public long FreeBytes => new DriveInfo(Root).AvailableFreeSpace;

    /// <summary>
    /// What a program is started by so that it finds such a filesystem at the folder. Not sh: it drops settings with a
    /// dot in their names from the environment.
    /// </summary>
    public static IReadOnlyList<string> At(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        var mount = string.Create(
            CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={megabytes}m tmpfs \"$0\" && exec \"$@\"");
        return [TestServices.Tool("unshare"), "-rm", "bash", "-c", mount, folder];
    }

    /// <summary>Until so many bytes are free.</summary>
    public void Fill(long leave = 0)
    {
        Empty();
        var bytes = new byte[1 << 16];
        using var filler = File.Create(Filler);
        try
        {
            for (var left = FreeBytes - leave; left > 0; left -= bytes.Length)
            {
                filler.Write(bytes, 0, (int)Math.Min(left, bytes.Length));
                filler.Flush();
            }
        }
        catch (IOException) when (leave == 0)
        {
            // Somebody else took the last of it.
            return;
        }
    }

    public void Empty() => File.Delete(Filler);
}
