using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

/// <summary>
/// The tree of these tests:
/// pemda (government) - dinkes - puskesmas A, puskesmas B; pemda - kecamatan (government) - desa; disdik stands alone.
/// </summary>
public sealed class UnitTreeTests
{
    private readonly Dictionary<string, Unit> units = new(StringComparer.Ordinal);

    public UnitTreeTests()
    {
        Add("pemda", UnitKind.Government, null);
        Add("dinkes", UnitKind.Office, "pemda");
        Add("a", UnitKind.HealthCentre, "dinkes");
        Add("b", UnitKind.HealthCentre, "dinkes");
        Add("kecamatan", UnitKind.Government, "pemda");
        Add("desa", UnitKind.Village, "kecamatan");
        Add("disdik", UnitKind.Office, null);
    }

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "dinkes", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "pemda", false)]
    [InlineData("dinkes", "pemda", false)]
    [InlineData("pemda", "pemda", true)]
    [InlineData("desa", "kecamatan", false)]
    [InlineData("desa", "dinkes", false)]
    [InlineData("disdik", "dinkes", false)]
    public void Conflict_is_same_unit_or_one_above_the_other_but_not_through_groups(
        string one, string other, bool expected)
    {
        Assert.Equal(expected, UnitTree.Conflicts(units[one], units[other]));
        Assert.Equal(expected, UnitTree.Conflicts(units[other], units[one]));
    }

    [Fact]
    public void Place_gives_path_and_kin_from_the_unit_upwards()
    {
        Assert.Equal([Id("a"), Id("dinkes"), Id("pemda")], units["a"].Path);
        Assert.Equal([Id("a"), Id("dinkes")], units["a"].Kin);
        Assert.Equal([Id("desa"), Id("kecamatan"), Id("pemda")], units["desa"].Path);
        Assert.Equal([Id("desa")], units["desa"].Kin);
    }

    [Fact]
    public void Move_places_the_descendants_anew()
    {
        UnitTree.Place(units["dinkes"], units["disdik"], [units["b"], units["a"]]);

        Assert.Equal([Id("a"), Id("dinkes"), Id("disdik")], units["a"].Path);
        Assert.Equal([Id("a"), Id("dinkes"), Id("disdik")], units["a"].Kin);
        Assert.True(UnitTree.Conflicts(units["b"], units["disdik"]));
    }

    [Fact]
    public void Unit_that_becomes_a_group_no_longer_ties_its_descendants()
    {
        units["dinkes"].Kind = UnitKind.Government;

        UnitTree.Place(units["dinkes"], units["pemda"], [units["a"], units["b"]]);

        Assert.Equal([Id("a")], units["a"].Kin);
        Assert.False(UnitTree.Conflicts(units["a"], units["dinkes"]));
    }

    [Theory]
    [InlineData("dinkes", "dinkes")]
    [InlineData("dinkes", "a")]
    [InlineData("pemda", "desa")]
    public void Unit_under_itself_is_refused(string unit, string parent)
    {
        Assert.Equal("accounts.unit-under-itself", UnitTree.WhyNotUnder(Id(unit), units[parent])?.Sentence.Code);
        Assert.Throws<InvalidOperationException>(() => UnitTree.Place(units[unit], units[parent], []));
    }

    [Fact]
    public void Unit_under_a_closed_parent_is_refused()
    {
        units["disdik"].IsActive = false;

        Assert.Equal("accounts.parent-inactive", UnitTree.WhyNotUnder(Id("a"), units["disdik"])?.Sentence.Code);
    }

    [Fact]
    public void Unit_under_another_branch_or_the_top_passes()
    {
        Assert.Null(UnitTree.WhyNotUnder(Id("a"), units["disdik"]));
        Assert.Null(UnitTree.WhyNotUnder(Id("a"), null));
    }

    [Fact]
    public void Above_or_same_follows_groups_too()
    {
        Assert.True(UnitTree.IsAboveOrSame(Id("pemda"), units["a"]));
        Assert.True(UnitTree.IsAboveOrSame(Id("a"), units["a"]));
        Assert.False(UnitTree.IsAboveOrSame(Id("a"), units["dinkes"]));
    }

    private Guid Id(string name) => units[name].Id;

    private void Add(string name, UnitKind kind, string? parent)
    {
        var unit = new Unit { Id = Guid.CreateVersion7(), Name = name, Kind = kind };
        UnitTree.Place(unit, parent is null ? null : units[parent], []);
        units.Add(name, unit);
    }
}
