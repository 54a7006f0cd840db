using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoReview.Application.Database;

namespace VideoReview.Application.Operations;

/// <summary>
/// pg_dump and pg_restore of the server's own version, as the role that owns the schema. The password goes through
/// their environment, which only the same user can read, and never through their arguments.
/// </summary>
public sealed class PostgresTools(IOptions<DatabaseOptions> database, IOptions<BackupOptions> options)
{
    /// <summary>The owner's connection; without one neither word can work.</summary>
    public string Owner => database.Value.OwnerConnectionString is { Length: > 0 } owner
        ? owner
        : throw new BackupFaultException(
            "Database:OwnerConnectionString is not set; the application's own role may not read and write everything.");

    /// <summary>The state that others see in the same snapshot (pg_export_snapshot).</summary>
    public Task DumpAsync(string snapshot, string path, CancellationToken cancellation) => RunAsync(
        "pg_dump", "The database could not be copied",
        ["--format=custom", "--no-owner", "--no-password", "--snapshot=" + snapshot, "--file=" + path], cancellation);

    /// <summary>All of it or nothing.</summary>
    public Task RestoreAsync(string path, CancellationToken cancellation) => RunAsync(
        "pg_restore", "The database could not be put back",
        [
            "--no-owner", "--no-password", "--exit-on-error", "--single-transaction",
            "--dbname=" + new NpgsqlConnectionStringBuilder(Owner).Database, path,
        ],
        cancellation);

    private async Task RunAsync(string tool, string failed, string[] arguments, CancellationToken cancellation)
    {
        var path = Path.Combine(options.Value.ToolsFolder, tool);
        if (!File.Exists(path))
        {
            throw new BackupFaultException($"{path} is not there; Debian's postgresql-client-15 brings it.");
        }

        using var process = Process.Start(StartOf(path, arguments))!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        if (process.ExitCode != 0)
        {
            var first = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
                ?? string.Create(CultureInfo.InvariantCulture, $"it ended with {process.ExitCode}");
            throw new BackupFaultException($"{failed}: {first}");
        }
    }

    /// <summary>libpq's variables (PostgreSQL 15, 34.15) from the owner's connection string.</summary>
    private ProcessStartInfo StartOf(string path, string[] arguments)
    {
        var owner = new NpgsqlConnectionStringBuilder(Owner);
        var start = new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PGHOST"] = owner.Host;
        start.Environment["PGPORT"] = owner.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = owner.Database;
        start.Environment["PGUSER"] = owner.Username;
        start.Environment["PGPASSWORD"] = owner.Password;
        start.Environment["PGSSLMODE"] = owner.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Prefer => "prefer",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        };
        if (owner.RootCertificate is { Length: > 0 } root)
        {
            start.Environment["PGSSLROOTCERT"] = root;
        }

        return start;
    }
}
