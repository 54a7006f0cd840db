using VideoReview.Application.Jobs;
using VideoReview.Application.Operations;
using VideoReview.Application.Words;
using VideoReview.Domain.Jobs;
using VideoReview.Web.Coordination;

namespace VideoReview.Web.Operations;

/// <summary>Jobs, lanes and causes as people read them; what another version wrote is shown as it stands.</summary>
internal static class ProcessingWords
{
    public static string Job(Words words, string kind) => words.Find($"jobs.kind-{kind}") ?? kind;

    public static string Lane(Words words, JobLane lane) => words[$"jobs.lane-{EntryAddress.Written(lane)}"];

    public static string Cause(Words words, string cause) => words.Find(cause) ?? cause;

    public static string Message(Words words, string kind) => words.Find($"operations.message-{kind}") ?? kind;

    public static string Address(MessageKey key) =>
        $"/processing/messages?kind={Uri.EscapeDataString(key.Kind)}&cause={Uri.EscapeDataString(key.Cause)}";

    /// <summary>The subject as its people know it.</summary>
    public static string Subject(Words words, JobSubject of) =>
        string.Join(" · ", new[] { of.Number, of.Title ?? words["deciding.untitled"] }.OfType<string>());

    /// <summary>Where the failures of one group are seen one by one.</summary>
    public static string Address(FailureKey key) =>
        $"/processing/failures?kind={Uri.EscapeDataString(key.Kind)}&cause={Uri.EscapeDataString(key.Cause)}";
}
