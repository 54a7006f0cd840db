using VideoReview.Application.Operations;
using VideoReview.Application.Storage;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>An installation on disk, and the folder that its backups go to.</summary>
public abstract class BackupStage : IAsyncLifetime
{
    /// <summary>Backups are named by their second.</summary>
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("backup").FullName;

    protected TestDatabase Database { get; } = new();

    protected BackupPlace Place { get; private set; } = null!;

    protected string Backups => Path.Combine(Folder, "backups");

    protected string Objects => Path.Combine(Backups, BackupFolder.Objects);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Place = BackupPlace.Make(
            StorageKind.Disk, Folder, Database.OwnerConnectionString, Database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Place.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
