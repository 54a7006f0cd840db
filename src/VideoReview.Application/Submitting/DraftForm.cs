using System.Security.Cryptography;
using System.Text;
using VideoReview.Application.Database;
using VideoReview.Domain.Entries;

namespace VideoReview.Application.Submitting;

/// <summary>What the unit types into an entry.</summary>
/// <param name="Version">Of what the form was opened with, by <see cref="VersionOf"/>.</param>
public sealed record DraftForm(Profile Profile, IReadOnlyList<string> Declarations, string Version)
{
    /// <summary>
    /// Changes when something changes that the form shows. Not the row's own version: that moves when the upload on the
    /// same page finishes, and the person who waits for it would be told that somebody else was writing.
    /// </summary>
    public static string VersionOf(Entry entry) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(Json.Canonical(new { entry.Profile, entry.Declarations }))))[..16];
}
