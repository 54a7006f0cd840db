namespace VideoReview.Domain;

/// <summary>What an act without a result ended in: done (no refusals) or refused.</summary>
public sealed record Outcome(IReadOnlyList<Refusal> Refusals)
{
    public static Outcome Done { get; } = new([]);

    public bool IsDone => Refusals.Count == 0;

    public static implicit operator Outcome(Refusal refusal) => new([refusal]);

    public static Outcome Of(IReadOnlyList<Refusal> refusals) => refusals.Count == 0 ? Done : new(refusals);
}

/// <summary>What an act ended in: a value, or the refusals that prevented it.</summary>
public sealed record Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, IReadOnlyList<Refusal> refusals)
    {
        this.value = value;
        Refusals = refusals;
    }

    public IReadOnlyList<Refusal> Refusals { get; }

    public bool IsDone => Refusals.Count == 0;

    /// <summary>The value of a done act; asking a refused one is a bug.</summary>
    public T Value =>
        IsDone ? value! : throw new InvalidOperationException("The act was refused: " + Refusals[0].Sentence.Code);

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) => new(default, refusals);
}
