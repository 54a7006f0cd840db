using System.Data;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VideoReview.Application.Accounts;
using VideoReview.Application.Messaging;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;
using VideoReview.Domain.Notices;
using VideoReview.Domain.Operations;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;
using VideoReview.Domain.Scoring;
using VideoReview.Domain.Uploads;

namespace VideoReview.Application.Database;

/// <summary>All rows of the product in PostgreSQL; one mapping file per aggregate in Mappings/.</summary>
public sealed class ReviewDbContext(DbContextOptions<ReviewDbContext> options)
    : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    private const ConnectionState Asking =
        ConnectionState.Connecting | ConnectionState.Executing | ConnectionState.Fetching;

    /// <summary>Beyond any command's own limit: what hangs longer is lost in any case.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3), Glance = TimeSpan.FromMilliseconds(10);

    /// <summary>Null = nothing was asked yet; see <see cref="ConnectionWatch"/>.</summary>
    internal NpgsqlConnection? Opened { get; set; }

    private bool IsAsking =>
        Opened is { } connection && (connection.FullState & Asking) != ConnectionState.Closed;

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<SignInCounter> SignInCounters => Set<SignInCounter>();

    public DbSet<AccountAddress> AccountAddresses => Set<AccountAddress>();

    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<OpenSession> OpenSessions => Set<OpenSession>();

    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Period> Periods => Set<Period>();

    public DbSet<Extension> Extensions => Set<Extension>();

    public DbSet<RubricVersion> RubricVersions => Set<RubricVersion>();

    public DbSet<DatedEffect> DatedEffects => Set<DatedEffect>();

    public DbSet<Entry> Entries => Set<Entry>();

    public DbSet<EntryVersion> EntryVersions => Set<EntryVersion>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<Video> Videos => Set<Video>();

    public DbSet<VideoPicture> VideoPictures => Set<VideoPicture>();

    public DbSet<VideoFrame> VideoFrames => Set<VideoFrame>();

    public DbSet<VideoNote> VideoNotes => Set<VideoNote>();

    public DbSet<VideoCopy> VideoCopies => Set<VideoCopy>();

    public DbSet<VideoMatch> VideoMatches => Set<VideoMatch>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<ReviewScore> ReviewScores => Set<ReviewScore>();

    public DbSet<DeclaredConflict> DeclaredConflicts => Set<DeclaredConflict>();

    public DbSet<ChosenPeriod> ChosenPeriods => Set<ChosenPeriod>();

    public DbSet<ResultSnapshot> ResultSnapshots => Set<ResultSnapshot>();

    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();

    public DbSet<BackupCare> BackupCares => Set<BackupCare>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<InboxMessage> InboxMessages => Set<InboxMessage>();

    /// <summary>Also marks the notices as done that an added event answers, in the same transaction.</summary>
    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var answers = NoticesAnswered.Answers(this);
        if (answers.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var transaction =
            Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        foreach (var answer in answers)
        {
            await NoticesAnswered.FollowAsync(this, answer, cancellationToken);
        }

        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return written;
    }

    /// <summary>
    /// A request that fails ends its scope whatever is being asked at the moment. The context waits for the answer:
    /// closed under a query, the driver gives the connection up and the pool never sees it again.
    /// </summary>
    public override async ValueTask DisposeAsync()
    {
        await QuietAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public override void Dispose()
    {
        if (IsAsking)
        {
            // Off the caller's own turn: a page's renderer would wait for itself.
            Task.Run(QuietAsync).GetAwaiter().GetResult();
        }

        base.Dispose();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<SecurityKind>().HaveConversion<SnakeCaseConverter<SecurityKind>>();
        configurationBuilder.Properties<UnitKind>().HaveConversion<SnakeCaseConverter<UnitKind>>();
        configurationBuilder.Properties<AppointmentStatus>().HaveConversion<SnakeCaseConverter<AppointmentStatus>>();
        configurationBuilder.Properties<PeriodStatus>().HaveConversion<SnakeCaseConverter<PeriodStatus>>();
        configurationBuilder.Properties<EntryStatus>().HaveConversion<SnakeCaseConverter<EntryStatus>>();
        configurationBuilder.Properties<UploadStatus>().HaveConversion<SnakeCaseConverter<UploadStatus>>();
        configurationBuilder.Properties<VideoStatus>().HaveConversion<SnakeCaseConverter<VideoStatus>>();
        configurationBuilder.Properties<PictureKind>().HaveConversion<SnakeCaseConverter<PictureKind>>();
        configurationBuilder.Properties<MatchKind>().HaveConversion<SnakeCaseConverter<MatchKind>>();
        configurationBuilder.Properties<JobState>().HaveConversion<SnakeCaseConverter<JobState>>();
        configurationBuilder.Properties<JobLane>().HaveConversion<SnakeCaseConverter<JobLane>>();
        configurationBuilder.Properties<ReviewStatus>().HaveConversion<SnakeCaseConverter<ReviewStatus>>();
        configurationBuilder.Properties<EventAudience>().HaveConversion<SnakeCaseConverter<EventAudience>>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ReviewDbContext).Assembly);
    }

    private async Task QuietAsync()
    {
        var since = Environment.TickCount64;
        while (IsAsking && Environment.TickCount64 - since < Patience.TotalMilliseconds)
        {
            await Task.Delay(Glance);
        }
    }
}
