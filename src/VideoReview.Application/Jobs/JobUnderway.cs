namespace VideoReview.Application.Jobs;

/// <summary>A job under way: its lease, and how far it has come.</summary>
public sealed class JobUnderway(JobLease lease)
{
    private int percent;

    public JobLease Lease { get; } = lease;

    /// <summary>0-100; told to pages with the next sign of life.</summary>
    public int Percent
    {
        get => Volatile.Read(ref percent);
        set => Volatile.Write(ref percent, Math.Clamp(value, 0, 100));
    }
}
