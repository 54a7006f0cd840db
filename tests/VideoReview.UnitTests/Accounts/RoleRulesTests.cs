using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

public sealed class RoleRulesTests
{
    private static readonly Guid Self = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = new("00000000-0000-0000-0000-000000000002");

    private static readonly Role[] All = Enum.GetValues<Role>();

    /// <summary>All 32 sets of roles, as bits in the order of the enum.</summary>
    public static TheoryData<int> Sets => [.. Enumerable.Range(0, 1 << All.Length)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Together_refuses_admin_with_reviewer_or_coordinator_only(int bits)
    {
        var roles = Roles(bits);

        var refusal = RoleRules.WhyNotTogether(roles);

        var forbidden = roles.Contains(Role.Admin)
            && (roles.Contains(Role.Reviewer) || roles.Contains(Role.Coordinator));
        Assert.Equal(forbidden ? "accounts.admin-alone" : null, refusal?.Sentence.Code);
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Observer)]
    public void Give_by_anybody_but_an_admin_is_forbidden(Role role) =>
        Assert.Equal(Refusal.Forbidden, RoleRules.WhyNotGive(Actor(Self, role), Other, [], [Role.Observer]));

    [Fact]
    public void Give_oneself_another_role_is_forbidden() =>
        Assert.Equal("accounts.own-roles", RoleRules.WhyNotGive(
            Actor(Self, Role.Admin), Self, [Role.Admin], [Role.Admin, Role.Observer])?.Sentence.Code);

    [Fact]
    public void Take_ones_own_role_is_forbidden() =>
        Assert.Equal("accounts.own-roles", RoleRules.WhyNotGive(
            Actor(Self, Role.Admin), Self, [Role.Admin, Role.Observer], [Role.Admin])?.Sentence.Code);

    [Fact]
    public void Keep_ones_own_roles_passes() =>
        Assert.Null(RoleRules.WhyNotGive(
            Actor(Self, Role.Admin), Self, [Role.Admin, Role.Observer], [Role.Observer, Role.Admin]));

    [Fact]
    public void Stand_in_cannot_change_the_true_actors_roles()
    {
        var standIn = Actor(Other, Role.Admin) with { TrueAccountId = Self };

        Assert.Equal("accounts.own-roles", RoleRules.WhyNotGive(standIn, Self, [], [Role.Observer])?.Sentence.Code);
    }

    [Fact]
    public void Admin_gives_another_what_goes_together() =>
        Assert.Null(RoleRules.WhyNotGive(
            Actor(Self, Role.Admin), Other, [], [Role.Submitter, Role.Reviewer, Role.Coordinator]));

    [Fact]
    public void Submitter_needs_a_unit()
    {
        Assert.Equal("accounts.submitter-needs-unit", RoleRules.WhyNotInUnit(null, [Role.Submitter])?.Sentence.Code);
        Assert.Null(RoleRules.WhyNotInUnit(Other, [Role.Submitter]));
        Assert.Null(RoleRules.WhyNotInUnit(null, [Role.Reviewer]));
    }

    [Fact]
    public void Administer_own_account_is_forbidden()
    {
        Assert.Equal("accounts.own-account", RoleRules.WhyNotAdminister(Actor(Self, Role.Admin), Self)?.Sentence.Code);
        Assert.Equal(Refusal.Forbidden, RoleRules.WhyNotAdminister(Actor(Self, Role.Coordinator), Other));
        Assert.Null(RoleRules.WhyNotAdminister(Actor(Self, Role.Admin), Other));
    }

    private static List<Role> Roles(int bits) => All.Where((_, i) => (bits & (1 << i)) != 0).ToList();

    private static Actor Actor(Guid id, params Role[] roles) => new(id, id, null, roles.ToHashSet());
}
