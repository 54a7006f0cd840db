using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using VideoReview.Application.Accounts;
using VideoReview.Application.Database;
using VideoReview.Application.Messaging;
using VideoReview.Application.Words;
using VideoReview.Domain.Notices;

namespace VideoReview.Application.Notices;

/// <summary>
/// Mails notices in the language of the account. A notice is mailed once: inbox row and mailed_at are written together
/// after the server took the mail; only a crash between the two repeats it, with the same Message-Id, by which
/// mail programs drop a double.
/// </summary>
public sealed class NoticeMail(
    ReviewDbContext database, Inbox inbox, TimeProvider time, IOptions<MailOptions> options,
    IOptions<OfficeOptions> office, ILogger<NoticeMail> log)
{
    private const string Consumer = "notice-mail";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ResetLinks links = new(database, time);
    private readonly MailOptions mail = options.Value;

    /// <summary>
    /// Does nothing when no mail server is set, when the notice is mailed or gone, or when its account is closed.
    /// Throws <see cref="PutOffException"/> when the server cannot be reached or asks to come back later.
    /// </summary>
    public async Task SendAsync(Guid noticeId, Guid messageId, CancellationToken cancellation)
    {
        // From here on others of the same act are another notice: what is mailed is what stands on Beranda.
        await database.Notices.Where(n => n.Id == noticeId && n.ClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ClosedAt, time.GetUtcNow()), cancellation);
        if (!mail.IsSet)
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await inbox.TakeAsync(Consumer, messageId, cancellation))
        {
            return;
        }

        var notice = await database.Notices.SingleOrDefaultAsync(
            n => n.Id == noticeId && n.MailedAt == null, cancellation);
        var account = notice is null ? null : await database.Users.AsNoTracking()
            .SingleOrDefaultAsync(
                a => a.Id == notice.AccountId && (a.IsActive || notice.AddressId != null), cancellation);
        if (notice is not null && account is not null)
        {
            await DeliverAsync(await WriteAsync(notice, account, cancellation), cancellation);
            notice.MailedAt = time.GetUtcNow();
            notice.MailError = null;
            await database.SaveChangesAsync(cancellation);
            log.NoticeMailed(noticeId);
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task<MimeMessage> WriteAsync(Notice notice, Account account, CancellationToken cancellation)
    {
        var zone = await database.Periods.Where(p => p.Id == notice.PeriodId).Select(p => p.TimeZone)
            .SingleOrDefaultAsync(cancellation);
        var words = new Words.Words(Languages.Of(account.Language), office.Value.Zone).In(zone);
        var told = words.Say(NoticeText.SentenceOf(notice));
        var message = new MimeMessage
        {
            MessageId = $"{notice.Id:N}@{mail.PublicUrl!.Host}",
            Date = notice.CreatedAt,
            Subject = told,
            Body = new TextPart("plain") { Text = await BodyAsync(notice, account, words, told, cancellation) },
        };
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, words.Language.Code());
        message.From.Add(new MailboxAddress("VideoReview", mail.From!));
        message.To.Add(new MailboxAddress(account.DisplayName, await AddressAsync(notice, account, cancellation)));
        return message;
    }

    private async Task<string> AddressAsync(Notice notice, Account account, CancellationToken cancellation) =>
        notice.AddressId is not { } left
            ? account.Email!
            : await database.AccountAddresses.Where(a => a.Id == left).Select(a => a.Email).SingleAsync(cancellation);

    private async Task<string> BodyAsync(
        Notice notice, Account account, Words.Words words, string told, CancellationToken cancellation)
    {
        if (notice.Code == ResetLinks.Notice)
        {
            var link = await LinkAsync(account, null, cancellation);
            return $"{words.Say("notices.mail-reset", ("url", link))}\n\n{words["notices.mail-reset-ignore"]}\n";
        }

        if (notice.Code == ResetLinks.Invitation && account.MustChangePassword && account.OneTimeUntil is { } until
            && until > time.GetUtcNow())
        {
            var link = await LinkAsync(account, until, cancellation);
            return $"{told}\n\n{words.Say("notices.mail-invited", ("url", link), ("until", until))}\n";
        }

        var open = NoticeText.LinkOf(notice) is not { } page
            ? ""
            : words.Say("notices.mail-open", ("url", new Uri(mail.PublicUrl!, page))) + "\n\n";
        return $"{told}\n\n{open}{words.Say("notices.mail-foot", ("url", mail.PublicUrl))}\n";
    }

    private async Task<Uri> LinkAsync(Account account, DateTimeOffset? until, CancellationToken cancellation)
    {
        var token = await links.IssueAsync(account.Id, until, cancellation);
        return new Uri(mail.PublicUrl!, $"/password/reset?account={account.Id}&token={token}");
    }

    private async Task DeliverAsync(MimeMessage message, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(mail.Host!, mail.Port, Protection(mail.Security), cancellation);
            if (!string.IsNullOrEmpty(mail.UserName))
            {
                await client.AuthenticateAsync(mail.UserName, mail.Password ?? "", cancellation);
            }

            // The server has the mail with its answer to the data; a failing farewell must not
            // send it again, so none is said.
            await client.SendAsync(message, cancellation);
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            throw new PutOffException("The mail server cannot take the mail now: " + fault.Message, fault);
        }
    }

    /// <summary>
    /// 4yz replies mean "later" (RFC 5321, 4.2.1); so do a server that is away and a password
    /// that the admin will correct.
    /// </summary>
    private static bool IsPassing(Exception fault) => fault switch
    {
        SmtpCommandException reply => (int)reply.StatusCode is >= 400 and < 500,
        SocketException or IOException or TimeoutException or ProtocolException or SslHandshakeException
            or AuthenticationException or ServiceNotConnectedException => true,
        _ => false,
    };

    private static SecureSocketOptions Protection(MailSecurity security) => security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
    };
}

/// <summary>A mail that could not be sent says so on its notice.</summary>
internal sealed class NoticeMailFault(ReviewDbContext database) : IFaultHandler
{
    public Task HandleAsync(object message, string cause, CancellationToken cancellation) =>
        message is NoticePinned pinned
            ? database.Notices.Where(n => n.Id == pinned.NoticeId && n.MailedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.MailError, cause), cancellation)
            : Task.CompletedTask;
}
