using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VideoReview.Application.Database;

/// <summary>Enum members as they stand in rows, claims and addresses: InReview is "in_review".</summary>
public static class SnakeCase
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ByValue[value];

    public static TEnum Parse<TEnum>(string text)
        where TEnum : struct, Enum => Names<TEnum>.ByName[text];

    public static bool TryParse<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return text is not null && Names<TEnum>.ByName.TryGetValue(text, out value);
    }

    private static string Write(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> ByValue = Enum.GetValues<TEnum>()
            .ToDictionary(v => v, v => Write(v.ToString()));

        public static readonly Dictionary<string, TEnum> ByName = ByValue.ToDictionary(
            p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}

/// <summary>Stores an enum as its snake_case name.</summary>
public sealed class SnakeCaseConverter<TEnum>()
    : ValueConverter<TEnum, string>(value => SnakeCase.Of(value), text => SnakeCase.Parse<TEnum>(text))
    where TEnum : struct, Enum;
