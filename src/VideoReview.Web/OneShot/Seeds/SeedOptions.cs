namespace VideoReview.Web.OneShot.Seeds;

/// <summary>Section "Seed", read by the one-shot `seed` alone.</summary>
internal sealed class SeedOptions
{
    /// <summary>
    /// Folder with real videos; where it is missing or empty, ffmpeg makes some with picture and sound.
    /// </summary>
    public string? VideosFolder { get; set; }
}
