using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>
/// The work of one or more kinds of jobs, named by <see cref="StepOfAttribute"/>. It stands where the work can be done:
/// in the worker, or in web for what needs the staging folder or the way out.
/// </summary>
public interface IJobStep
{
    /// <summary>
    /// Works outside of any transaction, perhaps again after a crash: a repeat must change nothing. Its result is
    /// written when the job is done.
    /// </summary>
    /// <exception cref="JobFaultException">
    /// It came to nothing; what is thrown otherwise is judged by <see cref="JobRunner"/>.
    /// </exception>
    Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation);
}

/// <summary>Which kind of job a step works on.</summary>
/// <param name="kind">The name of a registered <see cref="JobKind"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class StepOfAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;
}

/// <summary>A step that stands in this process.</summary>
public sealed record JobStepHere(string Kind, Type Step);

/// <summary>How words add their kinds and steps.</summary>
public static class JobSteps
{
    /// <summary>All kinds of one word, known to every process; the step of each stands where it can be done.</summary>
    public static IServiceCollection AddJobKinds(this IServiceCollection services, IEnumerable<JobKind> kinds)
    {
        foreach (var kind in kinds)
        {
            services.AddSingleton(kind);
        }

        return services;
    }

    /// <summary>Every step of the assembly.</summary>
    public static IServiceCollection AddJobSteps(this IServiceCollection services, Assembly assembly)
    {
        foreach (var step in assembly.GetTypes().Where(type => type.IsDefined(typeof(StepOfAttribute))))
        {
            Add(services, step);
        }

        return services;
    }

    /// <summary>
    /// For web alone, which has the staging folder and the way out: the steps that stand in this room.
    /// </summary>
    public static IServiceCollection AddReviewSteps(this IServiceCollection services) =>
        services.AddJobSteps(typeof(JobSteps).Assembly);

    private static void Add(IServiceCollection services, Type step)
    {
        services.AddScoped(step);
        foreach (var of in step.GetCustomAttributes<StepOfAttribute>())
        {
            services.AddSingleton(new JobStepHere(of.Kind, step));
        }
    }
}
