namespace VideoReview.Web.Accounts;

/// <summary>What islands and downloads ask of this word; pages are components beside it.</summary>
internal static class AccountsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
