using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Domain;

namespace VideoReview.Application.Notices;

/// <summary>What happened to one subject in a period, as people are told.</summary>
/// <param name="Act">As its event is called.</param>
/// <param name="SubjectId">The entry or review.</param>
/// <param name="Sentence">About this one; about several the sentence "CODE-many" with {count}.</param>
/// <param name="Link">"/LIST/ID": where the person can act; about several "/LIST".</param>
public sealed record News(string Act, Guid PeriodId, Guid SubjectId, Sentence Sentence, string Link)
{
    /// <summary>The same for coordinators, about an entry of a unit that nobody acts for.</summary>
    internal async Task<News> UnattendedAsync(
        ReviewDbContext database, Guid unitId, CancellationToken cancellation)
    {
        var unit = await database.Units.Where(u => u.Id == unitId).Select(u => u.Name).SingleAsync(cancellation);
        return this with
        {
            Act = "notices.unattended-notice",
            Sentence = Sentence.Of("notices.unattended-notice", ("unit", unit), ("told", Sentence)),
            Link = "/entries/" + Link[(Link.LastIndexOf('/') + 1)..],
        };
    }
}
