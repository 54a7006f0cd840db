using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.FaultTests.Support;

/// <summary>Where a job is caught.</summary>
internal enum KillStage
{
    /// <summary>The row says that it runs, and nothing else has happened.</summary>
    Leased,

    /// <summary>Its tool is at work; of a job without one, half of the file is in the store.</summary>
    AtWork,

    /// <summary>Its first object is in the store, its row knows nothing.</summary>
    ObjectPut,

    /// <summary>All is done, and the row waits for a lock.</summary>
    RowNotWritten,

    /// <summary>The row says done, the broker has heard nothing.</summary>
    NotAcknowledged,
}

/// <summary>How each stage is reached and held.</summary>
internal sealed partial class KillLine
{
    private async Task<bool> IsHeldAsync()
    {
        if (kind == OfRows)
        {
            await Eventually.Async(
                async () => await JobAsync() is { State: JobState.Running }
                    && await Site.CountAsync(AtWorkAndNotWaiting) == 0,
                $"{kind} waits for its table", FaultSite.Patience);
            return true;
        }

        await Eventually.Async(() => front.Held > 0, $"{kind} asks the store", FaultSite.Patience);
        return true;
    }

    private async Task<bool> IsToolSeenAsync()
    {
        await IsRunningAsync();
        while (await JobAsync() is { State: JobState.Running })
        {
            for (var look = 0; look < 20; look++)
            {
                if (Tools.Of(victim.Id).Count > 0)
                {
                    return true;
                }

                await Task.Delay(5);
            }
        }

        return false;
    }

    /// <summary>
    /// The entry's row, which every job locks first when it writes its end, is locked here while the
    /// job is still held at the store.
    /// </summary>
    private async Task<bool> IsWaitingForRowAsync()
    {
        await IsHeldAsync();
        await (kind == OfRows
            ? Task.CompletedTask
            : LockAsync($"SELECT FROM entry WHERE id = (SELECT entry_id FROM video WHERE id = '{video}') FOR UPDATE"));
        front.LetGo();
        await Eventually.Async(
            async () => await Site.CountAsync(AtWorkAndNotWaiting) == 0, $"{kind} waits for its row",
            FaultSite.Patience);
        return true;
    }

    private async Task LockAsync(string sql)
    {
        var connection = await Site.Database.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using (var locking = connection.CreateCommand())
        {
            locking.CommandText = sql;
            await locking.ExecuteNonQueryAsync();
        }

        unlock = async () =>
        {
            unlock = () => Task.CompletedTask;
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        };
    }

    private async Task<bool> IsUnacknowledgedAsync()
    {
        await IsHeldAsync();
        wire.HoldsBack = true;
        await unlock();
        front.LetGo();
        await Eventually.Async(
            async () => await JobAsync() is { State: JobState.Done }, $"{kind} done", FaultSite.Patience);
        return true;
    }

    private Task IsRunningAsync() => Eventually.Async(
        async () => await JobAsync() is { State: not JobState.Queued }, $"{kind} runs", FaultSite.Patience);
}
