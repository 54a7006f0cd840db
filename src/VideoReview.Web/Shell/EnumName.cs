namespace VideoReview.Web.Shell;

/// <summary>Reads what was posted or asked for as a value of ours: by its name alone, never by a number.</summary>
internal static class EnumName
{
    /// <summary>Whatever the case; null = no such name.</summary>
    public static TEnum? Read<TEnum>(string? text)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
            is { } known
            ? Enum.Parse<TEnum>(known)
            : null;
}
