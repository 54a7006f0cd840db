using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using Xunit;

namespace VideoReview.UnitTests.Accounts;

public sealed class AppointmentRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, true, null, AppointmentStep.Ask)]
    [InlineData(true, false, null, AppointmentStep.Ask)]
    [InlineData(true, true, -1, AppointmentStep.Ask)]
    [InlineData(false, false, null, AppointmentStep.Count)]
    [InlineData(false, false, 1, AppointmentStep.Count)]
    [InlineData(false, true, null, AppointmentStep.TellAll)]
    [InlineData(false, true, 1, AppointmentStep.Wait)]
    [InlineData(false, true, 0, AppointmentStep.Count)]
    [InlineData(false, true, -1, AppointmentStep.Count)]
    public void Next_asks_where_somebody_can_confirm_and_counts_alone_otherwise(
        bool hasConfirmer, bool hasOpened, int? countsInHours, AppointmentStep expected) =>
        Assert.Equal(
            expected,
            AppointmentRules.Next(
                hasConfirmer, hasOpened, countsInHours is { } hours ? Now.AddHours(hours) : null, Now));

    [Fact]
    public void Roles_that_score_or_decide_are_to_be_confirmed_and_no_others() =>
        Assert.Equal(
            [Role.Reviewer, Role.Coordinator], Enum.GetValues<Role>().Where(AppointmentRules.IsToBeConfirmed));

    [Fact]
    public void Settled_appointment_is_settled_once()
    {
        var appointment = new Appointment
        {
            Id = Guid.NewGuid(), AccountId = Guid.NewGuid(), Role = Role.Reviewer, AppointedBy = Guid.NewGuid(),
            AppointedAt = Now,
        };

        appointment.Settle(AppointmentStatus.Alone, null, Now);

        Assert.Throws<InvalidOperationException>(() => appointment.Settle(AppointmentStatus.Refused, null, Now));
        Assert.Equal((AppointmentStatus.Alone, (DateTimeOffset?)Now), (appointment.Status, appointment.SettledAt));
    }

    [Theory]
    [InlineData(Role.Admin, AppointmentStatus.Waiting, "shell.forbidden")]
    [InlineData(Role.Coordinator, AppointmentStatus.Waiting, null)]
    [InlineData(Role.Coordinator, AppointmentStatus.Confirmed, "coordination.appointment-settled")]
    public void Coordinators_settle_what_waits(Role role, AppointmentStatus status, string? code)
    {
        var id = Guid.NewGuid();

        var refusal = AppointmentRules.WhyNotSettle(
            new(id, id, null, new HashSet<Role> { role }), Guid.NewGuid(), status);

        Assert.Equal(code, refusal?.Sentence.Code);
    }

    [Fact]
    public void Whoever_stands_in_for_somebody_settles_neither_ones_own()
    {
        var (id, trueId) = (Guid.NewGuid(), Guid.NewGuid());
        var actor = new Actor(id, trueId, null, new HashSet<Role> { Role.Coordinator });

        Assert.All(
            [id, trueId],
            account => Assert.Equal(
                "accounts.own-roles",
                AppointmentRules.WhyNotSettle(actor, account, AppointmentStatus.Waiting)?.Sentence.Code));
    }
}
