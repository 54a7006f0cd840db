using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>Every kind that the words registered, and the steps that stand in this process.</summary>
public sealed class JobKinds(IEnumerable<JobKind> registered, IEnumerable<JobStepHere> steps)
{
    private readonly Dictionary<string, JobKind> kinds = registered.ToDictionary(
        kind => kind.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, Type> stepsHere = steps.ToDictionary(
        step => step.Kind, step => step.Step, StringComparer.Ordinal);

    /// <summary>Kinds that this process can work on.</summary>
    public string[] Here => [.. stepsHere.Keys];

    /// <summary>Kinds whose failure is their subject's.</summary>
    public string[] Essential => [.. kinds.Values.Where(kind => kind.IsEssential).Select(kind => kind.Name)];

    /// <summary>Kinds that wait for all others of their lane.</summary>
    public string[] Spare => [.. kinds.Values.Where(kind => kind.IsSpare).Select(kind => kind.Name)];

    /// <summary>A name that nobody registered is a bug.</summary>
    public JobKind Of(string name) =>
        Find(name) ?? throw new InvalidOperationException($"Nobody registered jobs of kind '{name}'.");

    /// <summary>Null = of another version, or none.</summary>
    public JobKind? Find(string name) => kinds.GetValueOrDefault(name);

    /// <summary>A kind without a step in this process is a bug: such jobs are left to others.</summary>
    public Type StepOf(string name) => stepsHere.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"No step of jobs of kind '{name}' stands here.");
}
