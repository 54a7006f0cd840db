using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;
using VideoReview.Domain.Uploads;

namespace VideoReview.IntegrationTests.Support;

/// <summary>
/// Periods, entries, videos and reviews for a test, written straight into its database; no
/// act runs, no event is written.
/// </summary>
public sealed class EntryBuilder(TestDatabase database, TimeProvider time)
{
    /// <summary>Everything that a submit asks of a profile.</summary>
    public static Profile CompleteProfile { get; } = new()
    {
        Title = "Posyandu Digital",
        Stage = "implementation",
        Kind = "digital",
        Form = "public_service",
        Sector = "health",
        Initiator = "civil_servant",
        ImplementedOn = new DateOnly(2025, 2, 3),
        Summary = "Kader mencatat timbangan balita di gawai, sehingga balita dengan gizi "
            + "kurang diketahui pada hari yang sama.",
    };

    private readonly EntryRows rows = new(database, time);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>
    /// A period with the standard rubric. Open closes in 10 days; from Reviewing on it closed yesterday.
    /// </summary>
    public async Task<Period> AddPeriodAsync(PeriodStatus status = PeriodStatus.Open, Action<Period>? change = null)
    {
        var id = Guid.CreateVersion7();
        var closesAt = status is PeriodStatus.Draft or PeriodStatus.Open ? Now.AddDays(10) : Now.AddDays(-1);
        var period = new Period
        {
            Id = id, Name = "Periode " + id.ToString("N"), Year = 2026, Status = status, TimeZone = "Asia/Makassar",
            OpensAt = Now.AddDays(-30), ClosesAt = closesAt, ReviewDueAt = closesAt.AddDays(20),
            AnnounceOn = DateOnly.FromDateTime(closesAt.UtcDateTime).AddDays(30),
            RubricVersionId = Guid.CreateVersion7(), CreatedAt = Now.AddDays(-40),
        };
        change?.Invoke(period);
        await using var context = database.NewContext();
        context.Periods.Add(period);
        context.RubricVersions.Add(new RubricVersion
        {
            Id = period.RubricVersionId, PeriodId = id, Number = 1, Rubric = StandardRubric.Make(),
            CreatedAt = Now.AddDays(-40),
        });
        if (status is PeriodStatus.Published or PeriodStatus.Archived)
        {
            // Period and snapshot name each other; the period is published only once both are there.
            period.Status = PeriodStatus.Decided;
            await context.SaveChangesAsync();
            var by = await new People(database).AddAsync(Role.Coordinator);
            var snapshot = new ResultSnapshot
            {
                Id = Guid.CreateVersion7(), PeriodId = id, Number = 1, InputHash = new string('0', 64), Content = "{}",
                DecidedBy = by.Id, DecidedAt = Now, Reason = "uji",
            };
            context.ResultSnapshots.Add(snapshot);
            (period.Status, period.PublishedSnapshotId) = (status, snapshot.Id);
        }

        await context.SaveChangesAsync();
        return period;
    }

    /// <summary>
    /// An entry with a complete profile and all declarations; beyond Draft also with number, version 1 and
    /// due dates as its status needs.
    /// </summary>
    /// <param name="video">Status of its video; null = none, which only a draft may be without.</param>
    /// <param name="by">Who wrote it; null = a submitter made for it.</param>
    /// <param name="title">Null = that of the complete profile.</param>
    public async Task<Entry> AddEntryAsync(
        Period period, Unit unit, EntryStatus status = EntryStatus.Draft, VideoStatus? video = VideoStatus.Playable,
        Account? by = null, Action<Entry>? change = null, string? title = null)
    {
        by ??= await new People(database).AddAsync(unit, Role.Submitter);
        var entry = new Entry
        {
            Id = Guid.CreateVersion7(), PeriodId = period.Id, UnitId = unit.Id,
            Profile = title is null ? CompleteProfile : CompleteProfile with { Title = title },
            Declarations = [.. ProfileChoices.Declarations],
            CreatedBy = by.Id, CreatedAt = Now.AddDays(-5), UpdatedAt = Now.AddDays(-2),
        };
        await using var context = database.NewContext();
        context.Entries.Add(entry);
        await context.SaveChangesAsync();
        if (video is { } videoStatus)
        {
            entry.VideoId = rows.AddVideo(context, entry, videoStatus).Id;
        }

        if (status is not (EntryStatus.Draft or EntryStatus.Withdrawn))
        {
            var version = rows.AddVersion(context, entry, 1, by.Id);
            (entry.CurrentVersionId, entry.SubmittedAt, entry.EntryNumber) =
                (version.Id, version.SubmittedAt, await rows.NextNumberAsync(period));
        }

        rows.Place(entry, status);
        change?.Invoke(entry);
        await context.SaveChangesAsync();
        return entry;
    }

    /// <summary>
    /// One more video of the entry, which becomes the one that the next submit sends; the upload behind it is complete.
    /// </summary>
    public async Task<Video> AddVideoAsync(
        Entry entry, VideoStatus status = VideoStatus.Playable, Action<Upload>? change = null)
    {
        await using var context = database.NewContext();
        var video = rows.AddVideo(context, entry, status, change);
        await context.SaveChangesAsync();
        await context.Entries.Where(s => s.Id == entry.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.VideoId, video.Id));
        return video;
    }

    /// <summary>
    /// One more version of the entry, which becomes the current one; reviews of older ones stay as they are.
    /// </summary>
    public async Task<EntryVersion> AddVersionAsync(Entry entry)
    {
        await using var context = database.NewContext();
        var row = await context.Entries.SingleAsync(s => s.Id == entry.Id);
        var number = await context.EntryVersions.CountAsync(v => v.EntryId == entry.Id) + 1;
        var version = rows.AddVersion(context, row, number, entry.CreatedBy);
        row.CurrentVersionId = version.Id;
        await context.SaveChangesAsync();
        return version;
    }

    /// <summary>A review of the entry's current version. The entry's own status stays as it is.</summary>
    /// <param name="scores">In the order of the standard rubric's points; fewer = the rest not yet scored.</param>
    public async Task<Review> AddReviewAsync(
        Entry entry, Account reviewer, ReviewStatus status, params decimal[] scores)
    {
        await using var context = database.NewContext();
        var row = await context.Entries.AsNoTracking().SingleAsync(s => s.Id == entry.Id);
        var period = await context.Periods.AsNoTracking().SingleAsync(p => p.Id == entry.PeriodId);
        var id = Guid.CreateVersion7();
        var review = new Review
        {
            Id = id, PeriodId = entry.PeriodId, EntryId = entry.Id, EntryVersionId = row.CurrentVersionId!.Value,
            Stage = 1, ReviewerId = reviewer.Id, RubricVersionId = period.RubricVersionId, Status = status,
            DueAt = status is ReviewStatus.Claimed ? null : period.ReviewDueAt,
            LeaseUntil = status is ReviewStatus.Claimed ? DateTimeOffset.UtcNow.AddMinutes(45) : null,
            CreatedAt = Now.AddDays(-1), UpdatedAt = Now,
            StartedAt =
                status is ReviewStatus.Draft or ReviewStatus.Final || scores.Length > 0 ? Now.AddHours(-3) : null,
            FinalAt = status is ReviewStatus.Final ? Now.AddHours(-1) : null,
            Scores = [.. StandardRubric.Make().Points.Zip(scores, (point, score) => new ReviewScore
            {
                ReviewId = id, PointCode = point.Code, Score = score, Comment = "Komentar " + point.Code,
            })],
        };
        context.Reviews.Add(review);
        await context.SaveChangesAsync();
        return review;
    }

    /// <summary>The entry as it stands now.</summary>
    public async Task<Entry> ReadAsync(Guid entryId)
    {
        await using var context = database.NewContext();
        return await context.Entries.AsNoTracking().SingleAsync(s => s.Id == entryId);
    }
}
