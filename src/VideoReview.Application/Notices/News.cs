using VideoReview.Domain;

namespace VideoReview.Application.Notices;

/// <summary>What happened to one subject in a period, as people are told.</summary>
/// <param name="Act">As its event is called.</param>
/// <param name="SubjectId">The entry or review.</param>
/// <param name="Sentence">About this one; about several the sentence "CODE-many" with {count}.</param>
/// <param name="Link">"/LIST/ID": where the person can act; about several "/LIST".</param>
public sealed record News(string Act, Guid PeriodId, Guid SubjectId, Sentence Sentence, string Link);
