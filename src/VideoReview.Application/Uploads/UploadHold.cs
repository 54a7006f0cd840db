using Npgsql;

namespace VideoReview.Application.Uploads;

/// <summary>
/// The right to write one upload: the lock on its file keeps writers apart, the token in its row fences what is written
/// about it. A newer request asks for both by clearing held_until; the holder looks for that several times a second,
/// makes its bytes durable and lets go.
/// </summary>
internal sealed class UploadHold : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly Guid uploadId;
    private readonly Guid token = Guid.NewGuid();
    private readonly CancellationTokenSource wanted = new();
    private Task watch = Task.CompletedTask;
    private bool isOver;

    private UploadHold(NpgsqlDataSource source, Guid uploadId, StagedFile file) =>
        (this.source, this.uploadId, File) = (source, uploadId, file);

    public StagedFile File { get; }

    /// <summary>As the row says now.</summary>
    public long OffsetBytes { get; private set; }

    public Guid Token => token;

    /// <summary>Somebody newer wants to write, or the upload is over.</summary>
    public CancellationToken Wanted => wanted.Token;

    /// <summary>
    /// Writes the token into the row of an open upload; null = it is no longer open. Takes over the file either way.
    /// </summary>
    public static async Task<UploadHold?> TakeAsync(
        NpgsqlDataSource source, Guid uploadId, StagedFile file, TimeSpan interval, CancellationToken cancellation)
    {
        var hold = new UploadHold(source, uploadId, file);
        try
        {
            await using var take = hold.Command("""
                UPDATE upload SET holder_token = $2, held_until = now() + interval '1 minute', offset_bytes = least(offset_bytes, $3)
                WHERE id = $1 AND status = 'open' RETURNING offset_bytes
                """);
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = file.Length });
            if (await take.ExecuteScalarAsync(cancellation) is long offset)
            {
                // What no row speaks of may be half written.
                file.Truncate(offset);
                hold.OffsetBytes = offset;
                hold.watch = hold.WatchAsync(interval);
                return hold;
            }
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }

        await hold.DisposeAsync();
        return null;
    }

    /// <summary>Tells the row what is durable now. False = the hold is lost and nothing was written.</summary>
    public async Task<bool> SaveAsync(long offsetBytes, DateTimeOffset? begunAt, string? format)
    {
        await using var save = Command("""
            UPDATE upload SET offset_bytes = $3, begun_at = coalesce(begun_at, $4), format = coalesce(format, $5),
                held_until = CASE WHEN held_until IS NULL THEN NULL ELSE now() + interval '1 minute' END
            WHERE id = $1 AND holder_token = $2 AND status = 'open'
            """);
        save.Parameters.Add(new NpgsqlParameter<long> { TypedValue = offsetBytes });
        save.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz, Value = (object?)begunAt ?? DBNull.Value,
        });
        save.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)format ?? DBNull.Value,
        });
        return await save.ExecuteNonQueryAsync(CancellationToken.None) == 1;
    }

    /// <summary>The row has let go already, in the transaction that ended the upload.</summary>
    public void End() => isOver = true;

    /// <summary>Lets go of token, then file: whoever waits for the file finds the row up to date.</summary>
    public async ValueTask DisposeAsync()
    {
        await wanted.CancelAsync();
        await watch;
        try
        {
            if (!isOver)
            {
                await ReleaseAsync();
            }
        }
        catch (NpgsqlException)
        {
            // The next holder overwrites a token that was left behind: the file's lock is what keeps writers apart.
        }
        finally
        {
            File.Dispose();
            wanted.Dispose();
        }
    }

    private async Task ReleaseAsync()
    {
        await using var release = Command(
            "UPDATE upload SET holder_token = NULL, held_until = NULL WHERE id = $1 AND holder_token = $2");
        await release.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task WatchAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(wanted.Token))
            {
                if (!await IsStillMineAsync())
                {
                    await wanted.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> IsStillMineAsync()
    {
        try
        {
            await using var ask = Command("""
                SELECT 1 FROM upload WHERE id = $1 AND holder_token = $2 AND status = 'open' AND held_until IS NOT NULL
                """);
            return await ask.ExecuteScalarAsync(wanted.Token) is not null;
        }
        catch (NpgsqlException)
        {
            // No answer is no eviction; the save that follows tells the truth.
            return true;
        }
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = uploadId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = token });
        return command;
    }
}
