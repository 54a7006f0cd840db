using System.Globalization;
using System.Text;

namespace VideoReview.Domain.Media;

/// <summary>How a video's preview pictures lie in one sprite.</summary>
/// <param name="Every">At most one picture in each such stretch.</param>
/// <param name="TileWidth">Pixels.</param>
/// <param name="TileHeight">Pixels.</param>
public sealed record StoryboardPlan(TimeSpan Every, int Columns, int Rows, int TileWidth, int TileHeight)
{
    public const int MostTiles = 100;

    private const int MostColumns = 10;

    /// <summary>Closer together nobody tells them apart on a seek bar.</summary>
    private static readonly TimeSpan Closest = TimeSpan.FromSeconds(3);

    public int WidthPixels => Columns * TileWidth;

    public int HeightPixels => Rows * TileHeight;

    public static StoryboardPlan Of(TimeSpan duration, (int Width, int Height) tile)
    {
        var every = duration / MostTiles > Closest ? duration / MostTiles : Closest;
        var tiles = Math.Clamp((int)Math.Ceiling(duration / every), 1, MostTiles);
        var columns = Math.Min(tiles, MostColumns);
        return new(every, columns, (tiles + columns - 1) / columns, tile.Width, tile.Height);
    }

    /// <summary>
    /// The cues of a WebVTT file, one for each tile, from its frame's true time until the next one's
    /// (https://www.w3.org/TR/webvtt1/); the part of the sprite stands behind its address
    /// (https://www.w3.org/TR/media-frags/, spatial dimension).
    /// </summary>
    /// <param name="sprite">The sprite's address, relative to the file's own.</param>
    /// <param name="times">Of the tiles, rising.</param>
    public string Cues(string sprite, IReadOnlyList<TimeSpan> times, TimeSpan duration)
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < times.Count; i++)
        {
            // Before the first frame there is nothing else to show.
            var from = i == 0 ? TimeSpan.Zero : times[i];
            var to = i + 1 < times.Count ? times[i + 1] : duration;
            if (to > from)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n{Clock(from)} --> {Clock(to)}\n{sprite}#xywh={i % Columns * TileWidth},"
                        + $"{i / Columns * TileHeight},{TileWidth},{TileHeight}\n");
            }
        }

        return text.ToString();
    }

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time:mm\\:ss\\.fff}");
}
