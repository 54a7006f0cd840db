namespace VideoReview.Domain.Accounts;

/// <summary>
/// What a password must be: long rather than odd (NIST SP 800-63B, 5.1.1.2), and not what everybody tries first.
/// </summary>
public static class PasswordRule
{
    public const int ShortestCharacters = 10;

    public const int LongestCharacters = 128;

    private const int FewestDifferentCharacters = 5;

    /// <summary>A shorter one stands in many a good password by chance.</summary>
    private const int ShortestWord = 4;

    /// <summary>Words that guessers of this product begin with, alone or with digits and signs around them.</summary>
    private static readonly string[] Guessed =
    [
        "passw0rd", "qwertyuiop", "admin", "administrator", "rahasia", "katasandi", "sandi", "indonesia", "bismillah",
        "pemda", "sayang", "merdeka", "inovasi", "video", "videoreview", "penilai", "operator",
        "koordinator", "pimpinan",
    ];

    /// <summary>Says why the password does not do, or null.</summary>
    /// <param name="common">Passwords that many people have, in small letters.</param>
    public static Refusal? WhyNot(string password, string email, IReadOnlySet<string> common)
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

        return IsGuessed(password, common) ? Refusal.Invalid("password", "accounts.password-guessed") : null;
    }

    private static bool IsGuessed(string password, IReadOnlySet<string> common)
    {
        var whole = password.ToLowerInvariant();
        var letters = string.Concat(whole.Where(char.IsLetter));
        return password.Distinct().Count() < FewestDifferentCharacters
            || IsRun(password)
            || common.Contains(whole)
            || (letters.Length >= ShortestWord
                && (common.Contains(letters) || Guessed.Contains(letters, StringComparer.Ordinal)));
    }

    /// <summary>1234567890, abcdefghij and their reverse.</summary>
    private static bool IsRun(string password)
    {
        var steps = password.Zip(password.Skip(1), (a, b) => b - a).Distinct().ToList();
        var digits = password.All(char.IsAsciiDigit);
        return steps is [1 or -1] || (digits && steps.All(s => s is 1 or -1 or 9 or -9) && steps.Count <= 2);
    }
}
