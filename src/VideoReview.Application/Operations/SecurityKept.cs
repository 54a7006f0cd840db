using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Periods;
using VideoReview.Domain.Periods;

namespace VideoReview.Application.Operations;

/// <summary>
/// Once a day the owner's own function makes the coming months of the security log and drops those that are kept long
/// enough. How long stands where only the owner writes, so that nobody who took over the application can clear the log.
/// </summary>
public sealed class SecurityKept(ReviewDbContext database) : IDatedEffectHandler
{
    public const string EffectKind = "operations.security-kept";

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    public string Kind => EffectKind;

    public async Task HandleAsync(DatedEffect effect, DateTimeOffset now, CancellationToken cancellation)
    {
        await database.Database.ExecuteSqlAsync($"SELECT keep_security_events()", cancellation);
        effect.DueAt = now + Daily;
    }
}
