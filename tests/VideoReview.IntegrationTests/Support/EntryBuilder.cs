using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;
using VideoReview.Domain.Uploads;
using VideoReview.Web.Submitting;

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
    public async Task<Entry> AddEntryAsync(
        Period period, Unit unit, EntryStatus status = EntryStatus.Draft, VideoStatus? video = VideoStatus.Playable,
        Account? by = null, Action<Entry>? change = null)
    {
        by ??= await new People(database).AddAsync(unit, Role.Submitter);
        var entry = new Entry
        {
            Id = Guid.CreateVersion7(), PeriodId = period.Id, UnitId = unit.Id, Profile = CompleteProfile,
            Declarations = [.. ProfileChoices.Declarations],
            CreatedBy = by.Id, CreatedAt = Now.AddDays(-5), UpdatedAt = Now.AddDays(-2),
        };
        await using var context = database.NewContext();
        context.Entries.Add(entry);
        await context.SaveChangesAsync();
        if (video is { } videoStatus)
        {
            entry.VideoId = AddVideo(context, entry, videoStatus).Id;
        }

        if (status is not (EntryStatus.Draft or EntryStatus.Withdrawn))
        {
            var version = AddVersion(context, entry, 1, by.Id);
            (entry.CurrentVersionId, entry.SubmittedAt, entry.EntryNumber) =
                (version.Id, version.SubmittedAt, await NextNumberAsync(period));
        }

        Place(entry, status);
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
        var video = AddVideo(context, entry, status, change);
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
        var version = AddVersion(context, row, number, entry.CreatedBy);
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

    private void Place(Entry entry, EntryStatus status)
    {
        entry.Status = status;
        entry.StatusBeforeEnd = status switch
        {
            EntryStatus.Rejected => EntryStatus.Submitted,
            EntryStatus.Disqualified => EntryStatus.Ready,
            _ => null,
        };
        if (status is EntryStatus.Returned)
        {
            (entry.ReturnCount, entry.ReturnDueAt, entry.ReturnNote) = (1, Now.AddDays(7), "Perjelas dampaknya.");
        }
    }

    private Video AddVideo(
        Application.Database.ReviewDbContext context, Entry entry, VideoStatus status, Action<Upload>? change = null)
    {
        var id = Guid.CreateVersion7();
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(id.ToByteArray()));
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId,
            AccountId = entry.CreatedBy, FileName = "video.mp4", LengthBytes = 50_000_000, OffsetBytes = 50_000_000,
            Status = UploadStatus.Complete, CreatedAt = Now.AddDays(-3), BegunAt = Now.AddDays(-3),
            CompletedAt = Now.AddDays(-3).AddMinutes(5), ExpiresAt = Now.AddDays(4), Format = "mp4", Sha256 = sha256,
        };
        change?.Invoke(upload);
        var isPlayable = status is VideoStatus.Playable;
        var video = new Video
        {
            Id = id, EntryId = entry.Id, PeriodId = entry.PeriodId, UnitId = entry.UnitId, UploadId = upload.Id,
            FileName = "video.mp4", SizeBytes = 50_000_000,
            Sha256 = sha256, Format = "mp4", Status = status, ReceivedAt = upload.CompletedAt ?? Now,
            ObjectKey = status is VideoStatus.Received ? null : $"originals/{sha256}",
            Reasons = status is VideoStatus.Refused ? [Domain.Sentence.Of("shell.none")] : [],
            Cause = status is VideoStatus.Failed ? Domain.Sentence.Of("shell.error") : null,
            InspectedAt =
                status is VideoStatus.Received or VideoStatus.Inspecting ? null : Now.AddDays(-3).AddMinutes(6),
            PlayableKey = isPlayable ? $"originals/{sha256}" : null, PlayableSizeBytes = isPlayable ? 50_000_000 : null,
            PlayableType = isPlayable ? "video/mp4" : null,
            PlayableAt = isPlayable ? Now.AddDays(-3).AddMinutes(7) : null,
        };
        context.Uploads.Add(upload);
        context.Videos.Add(video);
        return video;
    }

    private EntryVersion AddVersion(Application.Database.ReviewDbContext context, Entry entry, int number, Guid by)
    {
        var version = new EntryVersion
        {
            Id = Guid.CreateVersion7(), EntryId = entry.Id, Number = number, Profile = entry.Profile,
            Declarations = entry.Declarations,
            VideoId = entry.VideoId ?? throw new InvalidOperationException("A submitted entry has a video."),
            SubmittedBy = by, SubmittedAt = Now.AddDays(-2), ReceiptHash = new string('0', 64),
        };
        context.EntryVersions.Add(version);
        return version;
    }

    private async Task<string> NextNumberAsync(Period period)
    {
        await using var command = database.DataSource.CreateCommand("""
            UPDATE period SET last_entry_number = last_entry_number + 1
            WHERE id = $1 RETURNING year || '-' || lpad(last_entry_number::text, 4, '0')
            """);
        command.Parameters.Add(new() { Value = period.Id });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
