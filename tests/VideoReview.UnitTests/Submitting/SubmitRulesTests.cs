using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Submitting;
using Xunit;

namespace VideoReview.UnitTests.Submitting;

public sealed class SubmitRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly Profile Complete = new()
    {
        Title = "Posyandu Digital", Stage = "trial", Kind = "digital", Form = "public_service", Sector = "health",
        Initiator = "civil_servant", Summary = new string('x', ProfileRules.ShortestSummary),
    };

    [Theory]
    [InlineData(null, "submitting.video-missing")]
    [InlineData(VideoStatus.Received, null)]
    [InlineData(VideoStatus.Inspecting, null)]
    [InlineData(VideoStatus.NeedsCopy, null)]
    [InlineData(VideoStatus.Playable, null)]
    [InlineData(VideoStatus.Refused, "submitting.video-refused")]
    [InlineData(VideoStatus.Failed, "submitting.video-failed")]
    public void Video_may_still_be_inspected_but_not_be_refused(VideoStatus? video, string? code) =>
        Assert.Equal(
            code is null ? [] : [code],
            SubmitRules.Missing(Complete, ProfileChoices.Declarations.ToList(), video, Today)
                .Select(r => r.Sentence.Code));

    [Fact]
    public void Everything_missing_is_named_at_once() =>
        Assert.Equal(
            ["title", "stage", "kind", "form", "sector", "initiator", "summary", "video", "declarations"],
            SubmitRules.Missing(new Profile(), [], null, Today).Select(r => r.Field));
}
