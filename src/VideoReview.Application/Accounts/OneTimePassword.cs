using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace VideoReview.Application.Accounts;

/// <summary>
/// A password to be read out once: 16 letters and digits without look-alikes in groups of four, 78 bits.
/// </summary>
internal static class OneTimePassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Make() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    /// <summary>
    /// Gives the account one, which ends its sessions; returned to be shown once. An invitation lasts longer than what
    /// replaces a lost password.
    /// </summary>
    public static string Give(
        Account account, IPasswordHasher<Account> hasher, AccountsOptions options, DateTimeOffset now)
    {
        var isInvitation = account.PasswordHash is null || account.IsInvited;
        var password = Make();
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.MustChangePassword = true;
        account.OneTimeUntil = now + (isInvitation ? options.InvitationLasts : options.OneTimeLasts);
        return password;
    }
}
