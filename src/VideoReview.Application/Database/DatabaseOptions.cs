using System.ComponentModel.DataAnnotations;

namespace VideoReview.Application.Database;

/// <summary>Section "Database".</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// Npgsql connection string of the application's role: may read and write rows, but only append to the event log.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Npgsql connection string of the role that owns the schema; only the one-shot "migrate" uses it.
    /// </summary>
    public string? OwnerConnectionString { get; set; }

    /// <summary>
    /// Most connections at once of this process, beside one that hears of messages; 5-500, default 40, unless
    /// <see cref="ConnectionString"/> says so itself. Those of all processes together stay below the server's
    /// max_connections.
    /// </summary>
    [Range(5, 500)]
    public int MaximumConnections { get; set; } = 40;

    /// <summary>
    /// How long the pool may give no connection, while the database gives one outside of it, before the process ends
    /// with 70 so that it is begun anew; default 60 s, 1 s to 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PoolPatience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the security log is kept, in days; 30-3650, default 180. Months are dropped as a whole. Only "migrate"
    /// reads it.
    /// </summary>
    [Range(30, 3650)]
    public int SecurityEventDays { get; set; } = 180;

    /// <summary>The application's role, to which the migration grants its rights.</summary>
    public const string AppRole = "videoreview_app";
}
