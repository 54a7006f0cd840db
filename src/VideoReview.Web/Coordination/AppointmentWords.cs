using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Coordination;

/// <summary>Who was named for what.</summary>
internal static class AppointmentWords
{
    public static string Asked(Role role) => role is Role.Coordinator
        ? "coordination.appointed-as-coordinator"
        : "coordination.appointed-as-reviewer";
}
