using System.Collections.ObjectModel;

namespace VideoReview.Domain;

/// <summary>
/// What is to be told, as a code and named values; the words for it live in the Application's
/// resources, in both languages.
/// </summary>
/// <param name="Code">"word.what", for example "uploads.too-large"; the first part names the resource file.</param>
/// <param name="Values">
/// Values by placeholder name: text, numbers, <see cref="TimeSpan"/>,
/// <see cref="DateTimeOffset"/>, <see cref="PeriodMoment"/> or <see cref="Bytes"/>.
/// </param>
public sealed record Sentence(string Code, IReadOnlyDictionary<string, object?> Values)
{
    private static readonly ReadOnlyDictionary<string, object?> None = new(
        new Dictionary<string, object?>(StringComparer.Ordinal));

    /// <summary>A sentence without values, or with the named ones.</summary>
    public static Sentence Of(string code, params (string Name, object? Value)[] values) =>
        new(code, values.Length == 0 ? None : values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));

    /// <summary>The same, its moments those of a period in this zone.</summary>
    public Sentence In(string zone) => new(Code, Values.ToDictionary(
        v => v.Key, v => v.Value is DateTimeOffset at ? new PeriodMoment(at, zone) : v.Value, StringComparer.Ordinal));

    public bool Equals(Sentence? other) =>
        other is not null
        && string.Equals(Code, other.Code, StringComparison.Ordinal)
        && Values.Count == other.Values.Count
        && Values.All(v => other.Values.TryGetValue(v.Key, out var value) && Equals(value, v.Value));

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);
}

/// <summary>A moment of a period: read in the period's zone, wherever it is read.</summary>
/// <param name="Zone">IANA name.</param>
public readonly record struct PeriodMoment(DateTimeOffset At, string Zone);

/// <summary>A number of bytes that is shown as such ("4,1 MB", MB = 1,000,000 bytes).</summary>
public readonly record struct Bytes(long Count);
