namespace VideoReview.Domain.Accounts;

/// <summary>
/// What a password must be: long rather than odd (NIST SP 800-63B, 5.1.1.2), and not what everybody tries first.
/// </summary>
public static class PasswordRule
{
    public const int ShortestCharacters = 10;

    public const int LongestCharacters = 128;

    private const int FewestDifferentCharacters = 5;

    /// <summary>Words that guessers begin with, alone or with digits and signs around them.</summary>
    private static readonly string[] Guessed =
    [
        "password", "passw0rd", "qwerty", "qwertyuiop", "admin", "administrator", "rahasia", "katasandi", "sandi",
        "indonesia", "bismillah", "pemda", "inovasi", "video", "videoreview", "penilai", "operator",
        "koordinator", "pimpinan",
    ];

    /// <summary>Says why the password does not do, or null.</summary>
    public static Refusal? WhyNot(string password, string email)
    {
        if (password.Length < ShortestCharacters)
        {
            return Refusal.Invalid("password", "accounts.password-short", ("least", ShortestCharacters));
        }

        if (password.Length > LongestCharacters)
        {
            return Refusal.Invalid("password", "accounts.password-long", ("most", LongestCharacters));
        }

        var name = email.Split('@')[0];
        if (name.Length >= 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.Invalid("password", "accounts.password-names");
        }

        return IsGuessed(password) ? Refusal.Invalid("password", "accounts.password-guessed") : null;
    }

    private static bool IsGuessed(string password)
    {
        var letters = string.Concat(password.Where(char.IsLetter)).ToUpperInvariant();
        return password.Distinct().Count() < FewestDifferentCharacters
            || IsRun(password)
            || Guessed.Any(word => string.Equals(word, letters, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>1234567890, abcdefghij and their reverse.</summary>
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).Distinct().ToList();
        var digits = password.All(char.IsAsciiDigit);
        return steps is [1 or -1] || (digits && steps.All(s => s is 1 or -1 or 9 or -9) && steps.Count <= 2);
    }
}
