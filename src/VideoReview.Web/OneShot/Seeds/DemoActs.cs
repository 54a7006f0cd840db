using System.IO.Pipelines;
using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Coordination;
using VideoReview.Application.Database;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Submitting;
using VideoReview.Application.Uploads;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// What demo people do, each by the act that a person's page calls, in a scope of its own as a request
/// has. A refusal stops the seed.
/// </summary>
internal sealed class DemoActs(IServiceScopeFactory scopes)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>An entry of the operator's unit with a complete profile and all declarations.</summary>
    public async Task<Guid> BeginAsync(Actor operatorOf, Guid periodId, Profile profile, CancellationToken cancellation)
    {
        var id = (await InAsync<DraftDesk, Outcome<Guid>>(desk =>
            desk.CreateAsync(operatorOf, periodId, profile.Title, cancellation))).Value;
        var version = await VersionAsync(id, cancellation);
        var form = new DraftForm(profile, ProfileChoices.Declarations, version);
        _ = (await InAsync<DraftDesk, Outcome<SavedDraft>>(desk =>
            desk.SaveAsync(operatorOf, id, form, cancellation))).Value;
        return id;
    }

    /// <summary>Sends the first <paramref name="bytes"/> of the file; null = all of it.</summary>
    public async Task UploadAsync(
        Actor operatorOf, Guid entryId, string path, long? bytes, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var upload = (await InAsync<UploadDesk, Outcome<Domain.Uploads.Upload>>(
            desk => desk.CreateAsync(
                operatorOf, entryId, file.Length, Path.GetFileName(path), duration: null, cancellation))).Value;
        await using Stream body =
            bytes is { } some ? new MemoryStream(await HeadAsync(file, (int)some, cancellation)) : file;
        var receipt = await InAsync<UploadReceiver, UploadAnswer>(
            receiver => receiver.ReceiveAsync(
                operatorOf, upload.Id, new UploadBody(0, bytes ?? file.Length, PipeReader.Create(body)), cancellation));
        if (receipt.End is not (UploadEnd.Stored or UploadEnd.Complete))
        {
            throw new InvalidOperationException(
                $"{path} was not taken: {receipt.End}, {receipt.Refusal?.Sentence.Code}");
        }
    }

    public async Task SubmitAsync(Actor operatorOf, Guid entryId, CancellationToken cancellation)
    {
        var version = await VersionAsync(entryId, cancellation);
        _ = (await InAsync<SubmitDesk, Outcome<Receipt>>(desk =>
            desk.SubmitAsync(operatorOf, entryId, version, cancellation))).Value;
    }

    /// <summary>
    /// Waits until no video of the period is at work any more, its pictures included. What only makes it lighter,
    /// or looks for damage, the product itself does later.
    /// </summary>
    public async Task SettleAsync(Guid periodId, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookAgain);
        while (await InAsync<ReviewDbContext, bool>(database => database.Videos.AnyAsync(
            v => v.PeriodId == periodId
                && ((v.Status != VideoStatus.Playable && v.Status != VideoStatus.Refused
                    && v.Status != VideoStatus.Failed)
                    || database.Jobs.Any(
                        job => job.SubjectId == v.Id && job.Kind != VideoJobs.Copies && job.Kind != VideoJobs.Decode
                            && (job.State == JobState.Queued || job.State == JobState.Running))),
            cancellation)))
        {
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    public async Task ReturnAsync(Actor coordinator, Guid entryId, string note, CancellationToken cancellation) =>
        Require(await InAsync<EntryDesk, Outcome>(
            desk => desk.ReturnAsync(coordinator, entryId, note, showsFeedback: false, cancellation)));

    public async Task AssignAsync(
        Actor coordinator, Guid entryId, IReadOnlyList<Actor> reviewers, CancellationToken cancellation)
    {
        var report = (await InAsync<AssignmentDesk, Outcome<AssignmentReport>>(
            desk => desk.AssignAsync(
                coordinator, [entryId], [.. reviewers.Select(r => r.AccountId)], null, cancellation))).Value;
        if (report.Refused.Count > 0)
        {
            throw new InvalidOperationException("Not assigned: " + report.Refused[0].Why.Code);
        }
    }

    /// <summary>
    /// Writes the assigned review; final when <paramref name="isFinal"/>, otherwise a draft that lacks its last point.
    /// </summary>
    public async Task ReviewAsync(
        Actor reviewer, Guid entryId, IReadOnlyDictionary<string, PointEntry> points, bool isFinal,
        CancellationToken cancellation)
    {
        var review = await InAsync<ReviewDbContext, Review>(
            database => database.Reviews.AsNoTracking().Include(r => r.Scores)
                .Where(r => r.EntryId == entryId && r.ReviewerId == reviewer.AccountId)
                .OrderByDescending(r => r.CreatedAt).FirstAsync(cancellation));
        var form = new ReviewForm(
            isFinal ? points : points.SkipLast(1).ToDictionary(), null, ReviewForm.VersionOf(review));
        if (isFinal)
        {
            Require(
                await InAsync<ReviewDesk, Outcome>(desk => desk.FinishAsync(reviewer, review.Id, form, cancellation)));
            return;
        }

        _ = (await InAsync<ReviewDesk, Outcome<SavedReview>>(desk =>
            desk.SaveAsync(reviewer, review.Id, form, cancellation))).Value;
    }

    private Task<string> VersionAsync(Guid entryId, CancellationToken cancellation) => InAsync<ReviewDbContext, string>(
        async database =>
            DraftForm.VersionOf(await database.Entries.AsNoTracking().SingleAsync(s => s.Id == entryId, cancellation)));

    private async Task<TResult> InAsync<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static async Task<byte[]> HeadAsync(Stream file, int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        await file.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private static void Require(Outcome outcome)
    {
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException("The act was refused: " + outcome.Refusals[0].Sentence.Code);
        }
    }
}
