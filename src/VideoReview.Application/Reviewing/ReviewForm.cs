using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoReview.Application.Database;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Application.Reviewing;

/// <summary>What a reviewer typed, however incomplete.</summary>
/// <param name="Points">By the point's code.</param>
/// <param name="Version">Of what the form was opened with, by <see cref="VersionOf"/>.</param>
public sealed record ReviewForm(IReadOnlyDictionary<string, PointEntry> Points, string? GeneralNote, string Version)
{
    /// <summary>What stands in the review now.</summary>
    public static ReviewForm Of(Review review) => new(
        review.Scores.ToDictionary(s => s.PointCode, s => new PointEntry(s.Score, s.Comment), StringComparer.Ordinal),
        review.GeneralNote, VersionOf(review));

    /// <summary>
    /// Changes when something changes that the form shows. Not the row's own version: that moves whenever
    /// the player extends the claim.
    /// </summary>
    public static string VersionOf(Review review)
    {
        var shown = review.Scores.Where(s => s.Score is not null || s.Comment is not null)
            .OrderBy(s => s.PointCode, StringComparer.Ordinal)
            .Select(
                s => new { s.PointCode, Score = s.Score?.ToString("0.###", CultureInfo.InvariantCulture), s.Comment });
        return Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(Json.Canonical(new { Scores = shown, Note = review.GeneralNote }))))[..16];
    }

    /// <summary>Writes it into the review, as typed; an emptied field is empty again.</summary>
    internal void WriteTo(Review review)
    {
        review.GeneralNote = NullIfEmpty(GeneralNote);
        foreach (var (code, entry) in Points)
        {
            var row = review.Scores.SingleOrDefault(s => s.PointCode == code);
            if (row is null)
            {
                review.Scores.Add(row = new ReviewScore { ReviewId = review.Id, PointCode = code });
            }

            (row.Score, row.Comment) = (entry.Score, NullIfEmpty(entry.Comment));
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
