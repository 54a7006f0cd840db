using Microsoft.Extensions.Logging;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What this word tells: ids only; who tried which address is nobody's business.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Account {AccountId} signed in")]
    public static partial void SignedIn(this ILogger logger, Guid accountId);

    [LoggerMessage(1002, LogLevel.Warning, "Sign-in refused while locked until {LockedUntil}")]
    public static partial void SignInLocked(this ILogger logger, DateTimeOffset lockedUntil);

    [LoggerMessage(1004, LogLevel.Error, "A row of the security log ({Kind}) could not be written")]
    public static partial void SecurityEventLost(this ILogger logger, SecurityKind kind, Exception cause);

    [LoggerMessage(1003, LogLevel.Information, "Notice {NoticeId} mailed")]
    public static partial void NoticeMailed(this ILogger logger, Guid noticeId);
}
