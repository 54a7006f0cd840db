namespace VideoReview.Domain.Media;

/// <summary>A part of a video.</summary>
public sealed record Stretch(TimeSpan From, TimeSpan To)
{
    public TimeSpan Length => To - From;

    /// <summary>As much of it as lies in the video.</summary>
    internal Stretch Within(TimeSpan duration) =>
        new(From > TimeSpan.Zero ? From : TimeSpan.Zero, To < duration ? To : duration);

    /// <summary>Damage close together is one.</summary>
    internal static List<Stretch> Grouped(IReadOnlyList<TimeSpan> times) =>
        Merged([.. times.Order().Select(at => new Stretch(at, at))], DamageRules.Together);

    /// <summary>In the order of time; what overlaps, or lies no further apart than this, is one.</summary>
    internal static List<Stretch> Merged(IReadOnlyList<Stretch> parts, TimeSpan gap = default)
    {
        var merged = new List<Stretch>();
        foreach (var part in parts.OrderBy(part => part.From))
        {
            if (merged is [.., var last] && part.From <= last.To + gap)
            {
                merged[^1] = last with { To = part.To > last.To ? part.To : last.To };
            }
            else
            {
                merged.Add(part);
            }
        }

        return merged;
    }
}

/// <summary>How loud a video is (EBU R128, https://tech.ebu.ch/publications/r128).</summary>
/// <param name="LoudnessLufs">Integrated; -70 = nothing is to be heard.</param>
/// <param name="TruePeakDbtp">Highest peak between the samples too; above 0 it is cut off when played.</param>
public sealed record SoundLevel(decimal LoudnessLufs, decimal TruePeakDbtp);

/// <summary>What was found in the sound.</summary>
/// <param name="Silences">Below -50 dB for 3 s or more.</param>
public sealed record SoundMeasure(SoundLevel Level, IReadOnlyList<Stretch> Silences)
{
    /// <summary>Where the decoder complained.</summary>
    public IReadOnlyList<TimeSpan> Damaged { get; init; } = [];

    /// <summary>Mean level of each channel, in dB of full scale; empty = not measured.</summary>
    public IReadOnlyList<decimal> ChannelsDb { get; init; } = [];
}

/// <summary>What was found in the picture.</summary>
/// <param name="Black">2 s or more.</param>
/// <param name="Still">5 s or more without any movement.</param>
/// <param name="Damaged">Where the decoder complained.</param>
public sealed record PictureMeasure(
    IReadOnlyList<Stretch> Black, IReadOnlyList<Stretch> Still, IReadOnlyList<TimeSpan> Damaged)
{
    public static PictureMeasure Nothing { get; } = new([], [], []);

    /// <summary>
    /// Where looking ended before what was to be looked at did: a finding that reaches it may last longer.
    /// </summary>
    public IReadOnlyList<TimeSpan> CutAt { get; init; } = [];
}

/// <summary>Something that the author should know, and the reviewer may see; never a reason to refuse.</summary>
public sealed class VideoNote
{
    public required Guid VideoId { get; init; }

    /// <summary>1, 2, ...</summary>
    public required int Position { get; init; }

    public required Sentence Sentence { get; init; }

    /// <summary>Where it is; null = everywhere.</summary>
    public int? FromMilliseconds { get; init; }

    public int? ToMilliseconds { get; init; }
}
