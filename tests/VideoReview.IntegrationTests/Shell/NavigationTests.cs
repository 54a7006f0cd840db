using System.Security.Claims;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Shell;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>The bar of a person with several roles: two links never say the same.</summary>
public sealed class NavigationTests
{
    public static MatrixTheoryData<Language, string, string> Pairs { get; } =
        new(Enum.GetValues<Language>(), EveryRole, EveryRole);

    private static string[] EveryRole =>
        [Roles.Submitter, Roles.Reviewer, Roles.Coordinator, Roles.Observer, Roles.Admin];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Links_lead_to_different_places_by_different_words(Language language, string role, string other)
    {
        var words = new Words(language);
        ClaimsPrincipal person = new(
            new ClaimsIdentity([new(ClaimTypes.Role, role), new(ClaimTypes.Role, other)], "test"));

        var links = Navigation.For(person);

        Assert.Distinct(links.Select(link => link.Path));
        Assert.Distinct(links.Select(link => words[link.Key]));
    }
}
