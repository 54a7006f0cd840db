namespace VideoReview.Domain.Operations;

/// <summary>Who sees to backups; one row.</summary>
public sealed class BackupCare
{
    /// <summary>The only id there is.</summary>
    public const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>When the installation began; from then on a backup is waited for.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who saves the server outside of the application; null = nobody, so the application warns.</summary>
    public string? OutsideBy { get; set; }
}
