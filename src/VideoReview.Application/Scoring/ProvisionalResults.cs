using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Scoring;

namespace VideoReview.Application.Scoring;

/// <summary>
/// Results of periods that are not decided yet: computed once per change, not per page, so that 110,000 reviews
/// are not read for every click.
/// </summary>
public sealed class ProvisionalResults : IDisposable
{
    /// <summary>What took long to compute stands for so many times as long, whatever happens meanwhile.</summary>
    private const int StandsFor = 10;

    private readonly ConcurrentDictionary<Guid, Known> byPeriod = new();

    /// <summary>One computation at a time; those who wait take its result.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    /// <param name="seq">The period's latest event: the result stands while no other has come.</param>
    internal async Task<(Rubric Rubric, IReadOnlyList<ResultLine> Lines)> ReadAsync(
        NpgsqlConnection connection, Guid periodId, long seq, CancellationToken cancellation)
    {
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            if (byPeriod.TryGetValue(periodId, out var known) && (known.Seq == seq || begun < known.Until))
            {
                return (known.Rubric, known.Lines);
            }

            var input = (await ResultInput.ReadAsync(connection, periodId, cancellation))!;
            var lines = ResultTable.Compute(input.Rubric, input.Entries);
            var ended = Stopwatch.GetTimestamp();
            byPeriod[periodId] = new(seq, ended + ((ended - begun) * StandsFor), input.Rubric, lines);
            return (input.Rubric, lines);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <param name="Until">Stopwatch timestamp until which it stands despite newer events.</param>
    private sealed record Known(long Seq, long Until, Rubric Rubric, IReadOnlyList<ResultLine> Lines);
}
