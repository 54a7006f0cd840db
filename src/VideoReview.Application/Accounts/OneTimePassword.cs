using System.Security.Cryptography;

namespace VideoReview.Application.Accounts;

/// <summary>
/// A password to be read out once: 16 letters and digits without look-alikes in groups of four, 78 bits.
/// </summary>
internal static class OneTimePassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Make() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
}
