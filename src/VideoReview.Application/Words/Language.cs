using System.Globalization;

namespace VideoReview.Application.Words;

/// <summary>The two languages of the product.</summary>
public enum Language
{
    /// <summary>Bahasa Indonesia, the default.</summary>
    Id,

    En,
}

/// <summary>Codes and cultures of the languages.</summary>
public static class Languages
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"id" or "en".</summary>
    public static string Code(this Language language) => language == Language.En ? "en" : "id";

    public static CultureInfo Culture(this Language language) => language == Language.En ? English : Indonesian;

    /// <summary>"en" is English, everything else Bahasa Indonesia.</summary>
    public static Language Of(string? code) => code == "en" ? Language.En : Language.Id;
}
