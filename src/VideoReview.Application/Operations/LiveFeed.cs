using System.Runtime.CompilerServices;
using VideoReview.Application.Accounts;
using VideoReview.Application.Messaging;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Operations;

/// <summary>
/// What an open page hears: topics that changed, never what changed in them. The page asks
/// again through its own predicate.
/// </summary>
public sealed class LiveFeed(ChangeFeed feed, LiveTopics topics, OpenSessions sessions, TimeProvider time)
{
    /// <summary>So often a silent stream gives a sign of life and asks whether its session still stands.</summary>
    public static TimeSpan Heartbeat { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Those of the asked topics that this person may hear.</summary>
    public Task<IReadOnlySet<string>> AllowedAsync(
        Actor actor, IReadOnlyCollection<string> asked, CancellationToken cancellation) =>
        topics.AllowedAsync(actor, asked, cancellation);

    /// <summary>
    /// Each changed topic as it comes; "*" = look at everything again, told at once because something may have changed
    /// while the page was on its way; null = nothing for a while. Ends when the session does, and when its account
    /// changes: what it may hear is asked anew.
    /// </summary>
    public async IAsyncEnumerable<string?> HearAsync(
        SessionMark session, IReadOnlySet<string> allowed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ends = OpenSessions.Topics(session).ToHashSet(StringComparer.Ordinal);
        using var listener = feed.Listen(allowed.Concat(ends).ToHashSet(StringComparer.Ordinal));
        using var timer = new PeriodicTimer(Heartbeat, time);
        yield return ChangeFeed.Everything;
        var heard = listener.Heard.WaitToReadAsync(cancellation).AsTask();
        var beat = timer.WaitForNextTickAsync(cancellation).AsTask();
        while (true)
        {
            var first = await Task.WhenAny(heard, beat);
            await first;
            if (first == beat)
            {
                if (!await sessions.StandsAsync(session.Session, cancellation))
                {
                    yield break;
                }

                yield return null;
                beat = timer.WaitForNextTickAsync(cancellation).AsTask();
                continue;
            }

            foreach (var topic in Waiting(listener))
            {
                if (ends.Contains(topic))
                {
                    yield break;
                }

                yield return topic;
            }

            heard = listener.Heard.WaitToReadAsync(cancellation).AsTask();
        }
    }

    /// <summary>Everything that waits, each topic once.</summary>
    private static HashSet<string> Waiting(ChangeFeed.Listener listener)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        while (listener.Heard.TryRead(out var topic))
        {
            waiting.Add(topic);
        }

        return waiting;
    }
}
