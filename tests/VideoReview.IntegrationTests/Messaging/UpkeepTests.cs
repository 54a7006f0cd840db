using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Messaging;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Messaging;

/// <summary>What is kept and for how long.</summary>
public sealed class UpkeepTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Sent_rows_go_after_a_week_inbox_rows_after_a_month_and_failed_ones_stay()
    {
        await using var context = database.NewContext();
        await context.Database.ExecuteSqlAsync($$"""
            INSERT INTO outbox_message (id, message_type, body, headers, attempts, sent_at, failed_at) VALUES
                (gen_random_uuid(), 'old', '{}', '{}', 0, now() - interval '7 days 1 minute', NULL),
                (gen_random_uuid(), 'recent', '{}', '{}', 0, now() - interval '6 days 23 hours', NULL),
                (gen_random_uuid(), 'failed', '{}', '{}', 0, NULL, now() - interval '1 year'),
                (gen_random_uuid(), 'of a later version', '{}', '{}', 0, NULL, NULL);
            INSERT INTO inbox_message (consumer, message_id, received_at) VALUES
                ('old', gen_random_uuid(), now() - interval '30 days 1 minute'), ('recent', gen_random_uuid(), now() - interval '29 days');
            """);
        await using var queues = new TestQueues(BusTransport.InMemory, database);

        await using var process = await BusProcess.StartAsync(database, queues, handling: null);

        await Eventually.Async(async () => await context.InboxMessages.CountAsync() == 1, "cleaned");
        Assert.Equal(
            ["failed", "of a later version", "recent"], (await queues.RowsAsync()).Select(m => m.MessageType).Order());
        Assert.Equal("recent", (await context.InboxMessages.SingleAsync()).Consumer);
    }
}
