using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Application.Notices;
using Xunit;

namespace VideoReview.IntegrationTests.Support;

/// <summary>All that an account was told, also what is read or done.</summary>
internal static class NoticeRows
{
    /// <summary>Unread first, each the newest first.</summary>
    public static async Task<IReadOnlyList<NoticeRow>> OfAsync(TestDatabase database, Account account)
    {
        await using var context = database.NewContext();
        var rows = await context.Notices.AsNoTracking()
            .Where(n => n.AccountId == account.Id && n.AddressId == null && n.Code != ResetLinks.Notice)
            .OrderBy(n => n.ReadAt != null).ThenByDescending(n => n.CreatedAt).ThenBy(n => n.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
        return rows.ConvertAll(notice => NoticeRow.Of(notice, null));
    }
}
