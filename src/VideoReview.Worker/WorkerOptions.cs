namespace VideoReview.Worker;

/// <summary>Section "Worker".</summary>
public sealed class WorkerOptions
{
    /// <summary>
    /// Read by web only: runs the worker's consumers in the web process, the size of one machine. Default true.
    /// </summary>
    public bool InProcess { get; set; } = true;
}
