using System.ComponentModel.DataAnnotations;
using VideoReview.Domain.Jobs;

namespace VideoReview.Application.Jobs;

/// <summary>Section "Jobs": how many jobs of each lane are at work at a time in one process.</summary>
public sealed class JobOptions
{
    /// <summary>Files moved into the store; default 2: more would only share the same line to it.</summary>
    [Range(1, 64)]
    public int StoreSlots { get; set; } = 2;

    /// <summary>
    /// Inspections, remuxes and early posters together, each about a second of one thread; default 4.
    /// </summary>
    [Range(1, 64)]
    public int FastSlots { get; set; } = 4;

    /// <summary>Pictures, quality notes and searches for matches together; default 2.</summary>
    [Range(1, 64)]
    public int ImagesSlots { get; set; } = 2;

    /// <summary>Encodings, each on two threads; default 1.</summary>
    [Range(1, 64)]
    public int HeavySlots { get; set; } = 1;

    /// <summary>Jobs without a tool; default 2.</summary>
    [Range(1, 64)]
    public int PlainSlots { get; set; } = 2;

    public int SlotsOf(JobLane lane) => lane switch
    {
        JobLane.Store => StoreSlots,
        JobLane.Fast => FastSlots,
        JobLane.Images => ImagesSlots,
        JobLane.Heavy => HeavySlots,
        JobLane.Plain => PlainSlots,
    };
}
