using VideoReview.Application.Reviewing;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Web.Reviewing;

/// <summary>Which part of the open reviews a number stands for; its link opens exactly that part.</summary>
internal enum QueuePart
{
    Late,

    /// <summary>Claimed, begun, or lapsed with something typed.</summary>
    Started,

    Assigned,
}

/// <summary>The parts of a queue and their addresses.</summary>
internal static class QueueParts
{
    public static bool Holds(QueuePart part, QueueLine line, DateTimeOffset now) => part switch
    {
        QueuePart.Late => line.DueAt < now,
        QueuePart.Started => line.Status is not ReviewStatus.Assigned,
        QueuePart.Assigned => line.Status is ReviewStatus.Assigned,
    };

    /// <param name="part">Null = all of them.</param>
    public static string Address(Guid period, QueuePart? part) =>
        $"/reviews?period={period}" + (part is { } one ? $"&show={one}#work" : "#work");

    public static string Key(QueuePart part) => part switch
    {
        QueuePart.Late => "reviewing.part-late",
        QueuePart.Started => "reviewing.part-started",
        QueuePart.Assigned => "reviewing.part-assigned",
    };
}
