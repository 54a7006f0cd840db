using VideoReview.Domain.Entries;
using Xunit;

namespace VideoReview.UnitTests.Entries;

public sealed class ProfileRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Profile Complete = new()
    {
        Title = "Posyandu Digital",
        Stage = "implementation",
        Kind = "digital",
        Form = "public_service",
        Sector = "health",
        Initiator = "civil_servant",
        ImplementedOn = new DateOnly(2025, 2, 3),
        Summary = new string('x', ProfileRules.ShortestSummary),
    };

    [Fact]
    public void Complete_profile_may_be_sent() => Assert.Equal([], ProfileRules.WhyNotSubmit(Complete, Today));

    [Fact]
    public void Empty_profile_names_every_missing_field() =>
        Assert.Equal(
            ["title", "stage", "kind", "form", "sector", "initiator", "summary"],
            ProfileRules.WhyNotSubmit(new Profile(), Today).Select(r => r.Field));

    [Fact]
    public void Empty_profile_may_be_saved() => Assert.Equal([], ProfileRules.WhyNotSave(new Profile()));

    public static TheoryData<string, Profile> Unsendable => new()
    {
        { "title:entries.title-missing", Complete with { Title = "  " } },
        { "title:entries.title-too-long", Complete with { Title = new string('x', 201) } },
        { "stage:entries.choice-unknown", Complete with { Stage = "idea" } },
        { "sector:entries.choice-unknown", Complete with { Sector = "space" } },
        { "implementedOn:entries.implemented-on-missing", Complete with { ImplementedOn = null } },
        { "implementedOn:entries.implemented-on-future", Complete with { ImplementedOn = Today.AddDays(1) } },
        { "implementedOn:entries.implemented-on-range", Complete with { ImplementedOn = new DateOnly(1025, 2, 3) } },
        { "summary:entries.summary-too-short", Complete with { Summary = new string('x', 49) } },
        { "summary:entries.summary-too-long", Complete with { Summary = new string('x', 2001) } },
    };

    [Theory]
    [MemberData(nameof(Unsendable))]
    public void Submit_names_field_and_fault(string expected, Profile profile) =>
        Assert.Equal([expected], ProfileRules.WhyNotSubmit(profile, Today).Select(r => $"{r.Field}:{r.Sentence.Code}"));

    [Fact]
    public void Trial_needs_no_first_day() =>
        Assert.Equal([], ProfileRules.WhyNotSubmit(Complete with { Stage = "trial", ImplementedOn = null }, Today));

    [Fact]
    public void Every_declaration_needs_its_tick()
    {
        Assert.Equal([], ProfileRules.WhyNotSubmit([.. ProfileChoices.Declarations]));
        Assert.All(ProfileChoices.Declarations, left => Assert.Equal(
            ["declarations"],
            ProfileRules.WhyNotSubmit([.. ProfileChoices.Declarations.Where(d => d != left)]).Select(r => r.Field)));
    }
}
