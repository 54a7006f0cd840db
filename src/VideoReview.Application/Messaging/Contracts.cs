using MassTransit;

namespace VideoReview.Application.Messaging;

/// <summary>
/// Marks a contract with the alias under which it stands in the outbox and on the bus (there as "urn:message:videoreview:ALIAS"); never renamed,
/// never reused. The name of the class may change.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContractAttribute(string alias) : MessageUrnAttribute("videoreview:" + alias)
{
    /// <summary>Kebab case, for example "inspect-video".</summary>
    public string Alias { get; } = alias;
}

/// <summary>Rings a <c>store</c> job: move the finished upload into object storage. Taken by web, which has the staging folder.</summary>
[Contract("store-upload")]
public sealed record StoreUpload
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings an <c>inspect</c> job: probe, accept by the period's rules, decide how it plays.</summary>
[Contract("inspect-video")]
public sealed record InspectVideo
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings a <c>poster</c> job: one picture ahead of the others.</summary>
[Contract("make-poster")]
public sealed record MakePoster
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings a <c>pictures</c> job: posters, storyboard and contact sheet.</summary>
[Contract("make-pictures")]
public sealed record MakePictures
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings a <c>playable</c> job of the fast lane: streams moved into another container.</summary>
[Contract("remux-video")]
public sealed record RemuxVideo
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings the heavy lane, for a <c>playable</c> or a <c>copies</c> job: encodings, of which only so many run at a time.</summary>
[Contract("make-playable")]
public sealed record MakePlayable
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings a <c>quality</c> job: notes on sound and picture.</summary>
[Contract("check-quality")]
public sealed record CheckQuality
{
    public required Guid JobId { get; init; }
}

/// <summary>Rings a <c>match</c> job: search for videos of other entries that show the same.</summary>
[Contract("find-matches")]
public sealed record FindMatches
{
    public required Guid JobId { get; init; }
}

/// <summary>A notice was pinned up: mail it, where mail is set up. Taken by web, which alone has a way out.</summary>
[Contract("notice-pinned")]
public sealed record NoticePinned
{
    public required Guid NoticeId { get; init; }
}
