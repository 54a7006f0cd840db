using System.ComponentModel.DataAnnotations;

namespace VideoReview.Worker;

/// <summary>Section "Worker".</summary>
public sealed class WorkerOptions
{
    /// <summary>Read by web only: runs the worker's consumers in the web process, the size of one machine. Default true.</summary>
    public bool InProcess { get; set; } = true;

    /// <summary>Folder for files at work; what it holds may be deleted while nothing runs. Default: a folder among the temporary ones.</summary>
    [Required]
    public string ScratchFolder { get; set; } = Path.Combine(Path.GetTempPath(), "videoreview-scratch");
}
