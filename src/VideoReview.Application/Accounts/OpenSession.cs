namespace VideoReview.Application.Accounts;

/// <summary>A sign-in that still stands; whatever ends it takes the row away.</summary>
public sealed class OpenSession
{
    /// <summary>All that the encrypted cookie holds.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>The last request, give or take a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Exclusive; it ends then however much it is used.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}
