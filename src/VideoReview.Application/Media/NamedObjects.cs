using Npgsql;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Media;

/// <summary>An object that a row names, and how many bytes it has there.</summary>
public sealed record NamedObject(ObjectKey Key, long SizeBytes);

/// <summary>
/// A received video that no store job has moved yet: its file lies in staging, or just went to the key.
/// </summary>
public sealed record ArrivingVideo(Guid UploadId, string Sha256, NamedObject Original);

/// <summary>
/// Every object of which the rows speak, asked in the caller's connection and so in its snapshot: what a backup has to
/// hold. A new column of object keys is one more part here (ObjectNamesTests).
/// </summary>
public static class NamedObjects
{
    /// <summary>A stored original may be the playable copy too: one object, named twice.</summary>
    private const string Named = """
        SELECT object_key, size_bytes FROM video WHERE object_key IS NOT NULL
        UNION SELECT playable_key, playable_size_bytes FROM video WHERE playable_key IS NOT NULL AND playable_size_bytes IS NOT NULL
        UNION SELECT object_key, size_bytes FROM video_copy
        UNION SELECT object_key, size_bytes FROM video_picture
        ORDER BY 1
        """;

    /// <summary>One that failed has been given up: neither place need hold it.</summary>
    private const string Arriving = """
        SELECT id, upload_id, sha256, format, size_bytes FROM video WHERE object_key IS NULL AND status = 'received'
        """;

    public static async Task<IReadOnlyList<NamedObject>> AllAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var all = new List<NamedObject>();
        await using var command = new NpgsqlCommand(Named, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            all.Add(new(KeyOf(row.GetString(0)), row.GetInt64(1)));
        }

        return all;
    }

    public static async Task<IReadOnlyList<ArrivingVideo>> ArrivingAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var all = new List<ArrivingVideo>();
        await using var command = new NpgsqlCommand(Arriving, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            var sha256 = row.GetString(2);
            all.Add(new(
                row.GetGuid(1), sha256,
                new(ObjectKey.Original(row.GetGuid(0), sha256, row.GetString(3)), row.GetInt64(4))));
        }

        return all;
    }

    /// <summary>Throws <see cref="InvalidDataException"/> where a row names something else.</summary>
    private static ObjectKey KeyOf(string named) => ObjectKey.IsKey(named)
        ? ObjectKey.Parse(named)
        : throw new InvalidDataException($"A row names the object \"{named}\", which is no key of the store.");
}
