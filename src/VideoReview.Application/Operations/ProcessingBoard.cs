using Npgsql;
using VideoReview.Application.Jobs;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Operations;

/// <summary>What waits, runs and failed at one moment.</summary>
/// <param name="Running">The oldest <see cref="JobBoard.MostRunning"/>.</param>
/// <param name="Retrying">The next <see cref="JobBoard.MostRunning"/>.</param>
/// <param name="Failures">The largest <see cref="JobBoard.MostGroups"/>.</param>
/// <param name="Messages">The largest <see cref="JobBoard.MostGroups"/>; null = not for this person.</param>
public sealed record ProcessingView(
    IReadOnlyList<LaneLine> Lanes, IReadOnlyList<RunningJob> Running, IReadOnlyList<RetryingJob> Retrying,
    IReadOnlyList<FailureGroup> Failures, IReadOnlyList<MessageGroup>? Messages);

/// <summary>Jobs and messages at a glance, for coordinator and admin.</summary>
public sealed class ProcessingBoard(JobBoard jobs, NpgsqlDataSource source)
{
    /// <summary>Refused to anybody but coordinator and admin.</summary>
    public async Task<Outcome<ProcessingView>> ShowAsync(Actor actor, CancellationToken cancellation)
    {
        if (!ProcessingRights.MaySee(actor))
        {
            return Refusal.Forbidden;
        }

        return new ProcessingView(
            await jobs.LanesAsync(cancellation), await jobs.RunningAsync(cancellation),
            await jobs.RetryingAsync(cancellation), await jobs.GroupsAsync(cancellation),
            ProcessingRights.MaySeeMessages(actor) ? await MessagesAsync(cancellation) : null);
    }

    private async Task<List<MessageGroup>> MessagesAsync(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(MessageList.Groups);
        command.Parameters.AddWithValue("groups", JobBoard.MostGroups);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<MessageGroup>();
        while (await row.ReadAsync(cancellation))
        {
            found.Add(new(
                new(row.GetString(0), row.GetString(1)), (int)row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)));
        }

        return found;
    }
}
