using VideoReview.Application.Words;

namespace VideoReview.Web.Coordination;

/// <summary>What happened, in words: each act's sentence stands in the file of its own word.</summary>
internal static class ActWords
{
    /// <summary>An act that another version wrote may have none here: said neutrally, never as a code.</summary>
    public static string Say(Words words, string act) =>
        words.Find(act.Replace(".", ".act-", StringComparison.Ordinal)) ?? words.Find(act)
            ?? words["coordination.something-changed"];
}
