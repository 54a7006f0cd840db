using System.Collections.Concurrent;
using VideoReview.Application.Messaging;

namespace VideoReview.Application.Accounts;

/// <summary>
/// What this process was told of sessions in the last seconds, so that a page's twenty requests ask once. An end that
/// is told while a question is under way spoils its answer: it is given once and not remembered.
/// </summary>
internal sealed class SessionMemory(TimeProvider time)
{
    /// <summary>Where the word of an end is lost on its way, the session ends so much later.</summary>
    public static readonly TimeSpan Remembers = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Remembered> sessions = new();
    private long ends, cleanedAt;

    public SessionHolder? Recall(Guid session) =>
        sessions.TryGetValue(session, out var known) && IsFresh(known) ? known.Holder : null;

    /// <summary>Before a question is asked; what comes of it is kept with this.</summary>
    public long Ask() => Interlocked.Read(ref ends);

    public void Keep(long asked, Guid session, SessionHolder holder)
    {
        Clean();
        if (asked != Interlocked.Read(ref ends))
        {
            return;
        }

        sessions[session] = new(holder, time.GetTimestamp());
        if (asked != Interlocked.Read(ref ends))
        {
            sessions.TryRemove(session, out _);
        }
    }

    /// <summary>Hears a topic of the change feed.</summary>
    public void Hear(string topic)
    {
        if (topic == ChangeFeed.Everything)
        {
            Interlocked.Increment(ref ends);
            sessions.Clear();
        }
        else if (topic.Split(':') is [var kind and ("session" or "account"), var text]
            && Guid.TryParse(text, out var id))
        {
            Interlocked.Increment(ref ends);
            foreach (var (session, known) in sessions)
            {
                if (kind == "session" ? session == id : known.Holder.AccountId == id)
                {
                    sessions.TryRemove(session, out _);
                }
            }
        }
    }

    private void Clean()
    {
        var last = Interlocked.Read(ref cleanedAt);
        if (time.GetElapsedTime(last) < Remembers
            || Interlocked.CompareExchange(ref cleanedAt, time.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var known in sessions.Where(known => !IsFresh(known.Value)))
        {
            sessions.TryRemove(known);
        }
    }

    private bool IsFresh(Remembered known) => time.GetElapsedTime(known.At) < Remembers;

    private sealed record Remembered(SessionHolder Holder, long At);
}
