using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VideoReview.Application.Database;

/// <summary>Constraints with names one can read in an error.</summary>
internal static class Check
{
    /// <summary>The column holds one of the enum's names.</summary>
    public static void OneOf<TRow, TEnum>(this TableBuilder<TRow> table, string column)
        where TRow : class
        where TEnum : struct, Enum =>
        table.HasCheckConstraint(
            $"{table.Name}_{column}_known",
            $"{column} IN ({string.Join(", ", Enum.GetValues<TEnum>().Select(v => $"'{SnakeCase.Of(v)}'"))})");

    /// <summary>The rule holds in every row.</summary>
    public static void Holds<TRow>(this TableBuilder<TRow> table, string name, string rule)
        where TRow : class =>
        table.HasCheckConstraint($"{table.Name}_{name}", rule);
}
