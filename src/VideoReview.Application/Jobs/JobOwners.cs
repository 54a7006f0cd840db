using VideoReview.Application.Database;

namespace VideoReview.Application.Jobs;

/// <summary>The words that own subjects of jobs, by the kind of subject.</summary>
public sealed class JobOwners(IEnumerable<IJobOwner> owners)
{
    private readonly Dictionary<string, IJobOwner> byKind = owners.ToDictionary(
        owner => owner.SubjectKind, StringComparer.Ordinal);

    /// <summary>A subject that nobody owns is a bug.</summary>
    internal IJobOwner Of(string subjectKind) =>
        byKind.GetValueOrDefault(subjectKind)
            ?? throw new InvalidOperationException($"No word owns subjects of kind '{subjectKind}'.");

    /// <summary>For the log and for people.</summary>
    public async Task<JobSubject> NameAsync(string subjectKind, Guid id, CancellationToken cancellation) =>
        (await NameAsync([(subjectKind, id)], cancellation))[id];

    /// <summary>By id.</summary>
    public async Task<IReadOnlyDictionary<Guid, JobSubject>> NameAsync(
        IReadOnlyCollection<(string Kind, Guid Id)> subjects, CancellationToken cancellation)
    {
        var named = subjects.DistinctBy(subject => subject.Id)
            .ToDictionary(subject => subject.Id, subject => JobSubject.Unnamed(subject.Kind, subject.Id));
        foreach (var some in subjects.GroupBy(subject => subject.Kind, StringComparer.Ordinal)
            .Where(some => byKind.ContainsKey(some.Key)))
        {
            foreach (var (id, subject) in await byKind[some.Key].NameAsync(
                [.. some.Select(one => one.Id).Distinct()], cancellation))
            {
                named[id] = subject;
            }
        }

        return named;
    }
}
