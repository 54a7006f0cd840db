namespace VideoReview.Domain.Notices;

/// <summary>
/// Something told to one person: a row on Beranda, and a mail when SMTP is set. One for each account, act and period,
/// whatever the act was done to.
/// </summary>
public sealed class Notice
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>
    /// Mailed to this address of the account, which is not the present one, and shown nowhere; null = to the person.
    /// </summary>
    public Guid? AddressId { get; init; }

    /// <summary>What it tells of, as its event is called; of no period: the code.</summary>
    public required string Act { get; init; }

    /// <summary>Null = of no period; such a notice takes no others in.</summary>
    public Guid? PeriodId { get; init; }

    /// <summary>What it is about: entries or reviews, or the account itself.</summary>
    public Guid[] SubjectIds { get; init; } = [];

    /// <summary>
    /// Those of them for which what it asks for is not done yet; empty when it asks for nothing. See
    /// <see cref="NoticeAnswers"/>.
    /// </summary>
    public Guid[] WaitsFor { get; init; } = [];

    /// <summary>Code of the sentence about one; that about several is called the same with "-many" behind.</summary>
    public required string Code { get; init; }

    /// <summary>Named values of the sentence about one as JSON.</summary>
    public string Values { get; init; } = "{}";

    /// <summary>
    /// Path of the page where the person can act, "/LIST/ID"; about several "/LIST". Null = nothing to do.
    /// </summary>
    public string? Link { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it takes no others in: it is read, done, or on its way to the mail.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>
    /// When the last thing that it asks for was done, by whomever; null = not yet, or it asks for nothing.
    /// </summary>
    public DateTimeOffset? DoneAt { get; set; }

    public DateTimeOffset? MailedAt { get; set; }

    /// <summary>Why it could not be mailed, after the last attempt; for the admin.</summary>
    public string? MailError { get; set; }
}
