using MassTransit;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Marks a contract with the alias under which it stands in the outbox and on the bus (there as
/// "urn:message:videoreview:ALIAS"); never renamed, never reused. The name of the class may change.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContractAttribute(string alias) : MessageUrnAttribute("videoreview:" + alias)
{
    /// <summary>Kebab case, for example "ring-fast".</summary>
    public string Alias { get; } = alias;
}

/// <summary>Rings a lane: a job waits, and whoever hears it takes the one whose turn it is.</summary>
[ExcludeFromTopology]
public interface IBell
{
    static abstract JobLane Lane { get; }

    /// <summary>The job for which it rings.</summary>
    Guid JobId { get; }
}

/// <summary>Rings the store lane. Taken by web, which has the staging folder.</summary>
[Contract("ring-store")]
public sealed record RingStore : IBell
{
    public static JobLane Lane => JobLane.Store;

    public required Guid JobId { get; init; }
}

/// <summary>Rings the fast lane. Taken by the worker.</summary>
[Contract("ring-fast")]
public sealed record RingFast : IBell
{
    public static JobLane Lane => JobLane.Fast;

    public required Guid JobId { get; init; }
}

/// <summary>Rings the images lane. Taken by the worker.</summary>
[Contract("ring-images")]
public sealed record RingImages : IBell
{
    public static JobLane Lane => JobLane.Images;

    public required Guid JobId { get; init; }
}

/// <summary>Rings the heavy lane. Taken by the worker.</summary>
[Contract("ring-heavy")]
public sealed record RingHeavy : IBell
{
    public static JobLane Lane => JobLane.Heavy;

    public required Guid JobId { get; init; }
}

/// <summary>Rings the plain lane. Taken by the worker.</summary>
[Contract("ring-plain")]
public sealed record RingPlain : IBell
{
    public static JobLane Lane => JobLane.Plain;

    public required Guid JobId { get; init; }
}

/// <summary>
/// Rings the plain lane for kinds that call another's server. Taken by web, which alone has a way out.
/// </summary>
[Contract("ring-out")]
public sealed record RingOut : IBell
{
    public static JobLane Lane => JobLane.Plain;

    public required Guid JobId { get; init; }
}

/// <summary>A notice was pinned up: mail it, where mail is set up. Taken by web, which alone has a way out.</summary>
[Contract("notice-pinned")]
public sealed record NoticePinned
{
    public required Guid NoticeId { get; init; }
}

/// <summary>
/// Somebody was named for a role, or whoever could confirm one is gone: look at what waits. Taken by web.
/// </summary>
[Contract("appointments-changed")]
public sealed record AppointmentsChanged;
