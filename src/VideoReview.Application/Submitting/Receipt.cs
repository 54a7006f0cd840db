using System.Security.Cryptography;
using System.Text;
using VideoReview.Application.Database;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Submitting;

/// <summary>What a submit is confirmed with.</summary>
public sealed record Receipt(string EntryNumber, int Version, string Hash, DateTimeOffset SubmittedAt)
{
    /// <summary>
    /// SHA-256 (hex) over the snapshot's canonical JSON: whoever has the snapshot and the video can compute it again.
    /// </summary>
    /// <param name="videoSha256">SHA-256 (hex) of the original's bytes.</param>
    public static string HashOf(
        string entryNumber, int version, Profile profile, IReadOnlyList<string> declarations, string videoSha256,
        Guid submittedBy, DateTimeOffset submittedAt)
    {
        var snapshot = Json.Canonical(
            new
            {
                entryNumber, version, profile, declarations, videoSha256, submittedBy,
                submittedAt = submittedAt.UtcDateTime,
            });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(snapshot)));
    }
}
