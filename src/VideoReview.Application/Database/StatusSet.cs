namespace VideoReview.Application.Database;

/// <summary>
/// Sets of statuses that Domain defines by a predicate, as SQL and EF Core ask for them: a status that is added
/// or moved changes both at once.
/// </summary>
internal static class StatusSet
{
    /// <summary>The column is one of those that belong, in the order of the enum.</summary>
    public static string Of<TStatus>(string column, Func<TStatus, bool> belongs)
        where TStatus : struct, Enum =>
        $"{column} IN ({string.Join(", ", Values(belongs).Select(value => $"'{SnakeCase.Of(value)}'"))})";

    /// <summary>The column is this one.</summary>
    public static string Is<TStatus>(string column, TStatus status)
        where TStatus : struct, Enum => $"{column} = '{SnakeCase.Of(status)}'";

    public static TStatus[] Values<TStatus>(Func<TStatus, bool> belongs)
        where TStatus : struct, Enum => [.. Enum.GetValues<TStatus>().Where(belongs)];
}
