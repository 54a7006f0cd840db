using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace VideoReview.Application.Database;

/// <summary>Tells a context which connection it opens, so that it need not be asked for at its end.</summary>
internal sealed class ConnectionWatch : DbConnectionInterceptor
{
    public static ConnectionWatch Instance { get; } = new();

    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Note(connection, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        Note(connection, eventData);
        return ValueTask.FromResult(result);
    }

    private static void Note(DbConnection connection, ConnectionEventData eventData)
    {
        if (eventData.Context is ReviewDbContext context)
        {
            context.Opened = (NpgsqlConnection)connection;
        }
    }
}
