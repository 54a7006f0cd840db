using VideoReview.Domain;

namespace VideoReview.Application.Notices;

/// <summary>One notice as Beranda shows it.</summary>
/// <param name="IsDone">What it asks for has been done.</param>
/// <param name="Zone">Of its period; null = of none.</param>
public sealed record NoticeRow(
    Guid Id, Sentence Sentence, string? Link, DateTimeOffset CreatedAt, bool IsRead, bool IsDone, string? Zone = null);
