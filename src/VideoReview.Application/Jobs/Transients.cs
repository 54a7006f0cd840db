using System.Net.Sockets;
using System.Xml;
using Minio.Exceptions;
using Npgsql;

namespace VideoReview.Application.Jobs;

/// <summary>Which exceptions say that the world, not the file and not we, failed for a moment.</summary>
internal static class Transients
{
    /// <summary>
    /// Looks through the wrappers of EF Core and HTTP. Class 57P: the server is stopping or starting (PostgreSQL,
    /// "Error Codes"). XML that cannot be read comes of the store's client alone: a proxy before the store, or the
    /// store itself in trouble, answered with a page or plain text.
    /// </summary>
    public static bool Is(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true } or PostgresException { SqlState: ['5', '7', 'P', ..] }
                or SocketException or HttpRequestException or TimeoutException or MinioException or XmlException
                or UnauthorizedAccessException
                || (cause is IOException and not (FileNotFoundException or DirectoryNotFoundException)))
            {
                return true;
            }
        }

        return false;
    }
}
