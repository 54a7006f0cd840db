namespace VideoReview.Domain.Notices;

/// <summary>Something told to one person: a row on Beranda, and a mail when SMTP is set.</summary>
public sealed class Notice
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Code of the sentence.</summary>
    public required string Code { get; init; }

    /// <summary>Named values of the sentence as JSON.</summary>
    public string Values { get; init; } = "{}";

    /// <summary>Path of the page where the person can act; null = nothing to do.</summary>
    public string? Link { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>Why it could not be mailed, after the last attempt; for the admin.</summary>
    public string? MailError { get; set; }
}
