using System.ComponentModel.DataAnnotations;

namespace VideoReview.Worker.Media;

/// <summary>Section "Media".</summary>
public sealed class MediaOptions
{
    /// <summary>Default: the one on the path.</summary>
    [Required]
    public string FfmpegPath { get; set; } = "ffmpeg";

    /// <summary>Default: the one on the path.</summary>
    [Required]
    public string FfprobePath { get; set; } = "ffprobe";

    /// <summary>
    /// Each job gets a folder of its own in here; must hold the largest video and its copy for each job at work.
    /// Default: below the system's temporary folder.
    /// </summary>
    [Required]
    public string ScratchFolder { get; set; } = Path.Combine(Path.GetTempPath(), "videoreview-media");
}
