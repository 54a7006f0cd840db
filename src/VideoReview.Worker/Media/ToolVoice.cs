using System.Text;

namespace VideoReview.Worker.Media;

/// <summary>
/// Hears one of a tool's two outputs to its end: line by line, or kept; never with more in memory than said here,
/// also where no line ever ends.
/// </summary>
/// <param name="line">Told each line, cut at <see cref="LongestLine"/>; null = nobody is.</param>
/// <param name="most">So much is kept, in characters.</param>
/// <param name="keepsEnd">Of more than that the end is kept; otherwise the beginning, and the rest is a flood.</param>
internal sealed class ToolVoice(StreamReader reader, Action<string>? line, int most, bool keepsEnd)
{
    /// <summary>Longer than any that a tool prints of itself.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly StringBuilder kept = new(), unfinished = new();

    /// <summary>Has everything that was said, or as much as was kept.</summary>
    /// <param name="flood">
    /// Cancelled when too much comes, or when the listener fails: whoever runs the tool ends it.
    /// </param>
    /// <param name="silence">Stop listening, whether the output has ended or not.</param>
    public async Task<string> HearAsync(CancellationTokenSource flood, CancellationToken silence)
    {
        try
        {
            var buffer = new char[4096];
            while (await ReadAsync(buffer, silence) is > 0 and var read)
            {
                Take(buffer.AsSpan(0, read));
                if (!keepsEnd && kept.Length >= most && !flood.IsCancellationRequested)
                {
                    await flood.CancelAsync();
                }
            }

            Finish();
            return kept.Length > most ? kept.ToString(keepsEnd ? kept.Length - most : 0, most) : kept.ToString();
        }
        catch
        {
            await flood.CancelAsync();
            throw;
        }
    }

    private async Task<int> ReadAsync(char[] buffer, CancellationToken silence)
    {
        try
        {
            return await reader.ReadAsync(buffer, silence);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            return 0;
        }
    }

    private void Take(ReadOnlySpan<char> piece)
    {
        Keep(piece);
        while (line is not null && piece.IndexOf('\n') is >= 0 and var end)
        {
            Append(piece[..end]);
            Finish();
            piece = piece[(end + 1)..];
        }

        Append(piece);
    }

    private void Keep(ReadOnlySpan<char> piece)
    {
        if (keepsEnd || kept.Length < most)
        {
            kept.Append(piece);
        }

        if (keepsEnd && kept.Length > 2 * most)
        {
            kept.Remove(0, kept.Length - most);
        }
    }

    private void Append(ReadOnlySpan<char> piece)
    {
        if (line is not null)
        {
            unfinished.Append(piece[..Math.Min(piece.Length, LongestLine - unfinished.Length)]);
        }
    }

    private void Finish()
    {
        if (unfinished.Length > 0)
        {
            line!(unfinished.ToString().TrimEnd('\r'));
            unfinished.Clear();
        }
    }
}
