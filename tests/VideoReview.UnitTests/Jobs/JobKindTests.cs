using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application;
using VideoReview.Application.Jobs;
using VideoReview.Application.Words;
using VideoReview.Domain.Jobs;
using VideoReview.Worker;
using Xunit;

namespace VideoReview.UnitTests.Jobs;

/// <summary>
/// Whoever registers a kind of job and forgets its step, its words or its owner is told here, by the kind's name.
/// </summary>
public sealed partial class JobKindTests
{
    private static readonly ServiceCollection Services = Build();

    private static readonly List<JobKind> Kinds =
        [.. Services.Select(service => service.ImplementationInstance).OfType<JobKind>()];

    [Fact]
    public void Each_kind_has_one_step_where_it_can_be_done()
    {
        var (application, worker) = (StepsOf(typeof(JobSteps).Assembly), StepsOf(typeof(WorkerSetup).Assembly));

        Assert.Equal(Kinds.Where(IsWebs).Select(kind => kind.Name).Order(StringComparer.Ordinal), application);
        Assert.Equal(
            Kinds.Where(kind => !IsWebs(kind)).Select(kind => kind.Name).Order(StringComparer.Ordinal), worker);
    }

    [Theory]
    [InlineData(Language.Id)]
    [InlineData(Language.En)]
    public void Each_kind_and_each_lane_has_words(Language language)
    {
        var words = Words.File(language, "jobs");
        var keys = Kinds.Select(kind => $"jobs.kind-{kind.Name}")
            .Concat(Enum.GetNames<JobLane>().Select(lane => $"jobs.lane-{lane.ToLowerInvariant()}"));

        Assert.Equal([], keys.Where(key => !words.ContainsKey(key)));
    }

    [Fact]
    public void Each_kind_of_subject_has_one_owner()
    {
        var owners = Services.Where(service => service.ServiceType == typeof(IJobOwner))
            .Select(service => service.ImplementationType);

        Assert.Equal(
            Kinds.Select(kind => kind.SubjectKind).Distinct(StringComparer.Ordinal).Count(), owners.Distinct().Count());
    }

    [Fact]
    public void Each_name_is_written_as_rows_keep_it_and_stands_for_one_kind()
    {
        Assert.Equal([], Kinds.Select(kind => kind.Name).Where(name => !Name().IsMatch(name)));
        Assert.Equal(Kinds.Count, Kinds.Select(kind => kind.Name).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Their bell is the plain lane's second one.</summary>
    [Fact]
    public void Only_plain_kinds_need_the_way_out() =>
        Assert.Equal([], Kinds.Where(kind => kind.NeedsWayOut && kind.Lane != JobLane.Plain));

    private static bool IsWebs(JobKind kind) => kind.Lane is JobLane.Store || kind.NeedsWayOut;

    private static IEnumerable<string> StepsOf(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<StepOfAttribute>()).Select(step => step.Kind)
            .Order(StringComparer.Ordinal);

    private static ServiceCollection Build()
    {
        var services = new ServiceCollection();
        services.AddReviewApplication(new ConfigurationBuilder().Build());
        return services;
    }

    [GeneratedRegex("^[a-z][a-z-]{0,49}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
