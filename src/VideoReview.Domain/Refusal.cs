namespace VideoReview.Domain;

/// <summary>Why a refusal came, as far as the answer's status code depends on it.</summary>
public enum RefusalKind
{
    /// <summary>What was typed or sent does not fit: 422.</summary>
    Invalid,

    /// <summary>There is no such thing for this person: 404.</summary>
    NotFound,

    /// <summary>The person may not do it: 403.</summary>
    Forbidden,

    /// <summary>The thing is not in a state that allows it: 409.</summary>
    Conflict,

    /// <summary>Somebody else saved in between: 409, both texts are shown.</summary>
    Stale,

    /// <summary>Larger than allowed: 413.</summary>
    TooLarge,

    /// <summary>Too often: 429.</summary>
    TooMany,
}

/// <summary>
/// A rule said no to a person: a value, never an exception. Shown beside <paramref name="Field"/> when it names one.
/// </summary>
public sealed record Refusal(RefusalKind Kind, Sentence Sentence, string? Field = null)
{
    /// <summary>The row does not exist, or not for this actor: both look the same.</summary>
    public static Refusal NotFound { get; } = new(RefusalKind.NotFound, Sentence.Of("shell.not-found"));

    public static Refusal Forbidden { get; } = new(RefusalKind.Forbidden, Sentence.Of("shell.forbidden"));

    public static Refusal Stale { get; } = new(RefusalKind.Stale, Sentence.Of("shell.stale"));

    /// <summary>The same, its moments those of a period in this zone: islands and bulk acts know no other.</summary>
    public Refusal In(string zone) => this with { Sentence = Sentence.In(zone) };

    public static Refusal Invalid(string field, string code, params (string Name, object? Value)[] values) =>
        new(RefusalKind.Invalid, Sentence.Of(code, values), field);

    public static Refusal Conflict(string code, params (string Name, object? Value)[] values) =>
        new(RefusalKind.Conflict, Sentence.Of(code, values));
}
