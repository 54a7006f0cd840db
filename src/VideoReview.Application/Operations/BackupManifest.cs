using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using VideoReview.Application.Storage;

namespace VideoReview.Application.Operations;

/// <summary>
/// What one backup holds, counted inside the snapshot that was dumped; written last, so a folder that has one is done.
/// </summary>
public sealed record BackupManifest
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Written =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Its folder's name: the moment of the snapshot.</summary>
    public required string Name { get; init; }

    /// <summary>The newest migration of the database: a version that does not know it cannot restore.</summary>
    public required string Migration { get; init; }

    /// <summary>Rows by table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    public required long DumpBytes { get; init; }

    /// <summary>Objects that the rows name and this backup holds.</summary>
    public required int Objects { get; init; }

    /// <summary>Hash of the list of hashes.</summary>
    public required string ChecksumsSha256 { get; init; }

    /// <summary>
    /// Named by the rows, but neither in the store nor in an older backup, or with other bytes than their hash says.
    /// </summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Named by the rows and kept in this folder, but gone from the store: a restore heals them.</summary>
    public required IReadOnlyList<string> LostInStore { get; init; }

    /// <summary>In the store, but named by no row; not copied.</summary>
    public required IReadOnlyList<string> Surplus { get; init; }

    /// <summary>Null = it can put everything back, and the store has everything.</summary>
    [JsonIgnore]
    public string? WhatIsWrong => this switch
    {
        { Missing: [var first, ..] } => string.Create(
            CultureInfo.InvariantCulture,
            $"objects that the database names and that are missing or damaged: {Missing.Count}, the first: {first}"),
        { LostInStore: [var first, ..] } => string.Create(
            CultureInfo.InvariantCulture,
            $"objects that the store has lost and only backups have: {LostInStore.Count}, the first: {first}"),
        _ => null,
    };

    public async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        await using var file = PrivateFiles.Create(Path.Combine(folder, FileName));
        await JsonSerializer.SerializeAsync(file, this, Written, cancellation);
        file.Flush(flushToDisk: true);
    }

    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            await using var file = File.OpenRead(path);
            return (await JsonSerializer.DeserializeAsync<BackupManifest>(file, Written, cancellation))!;
        }
        catch (JsonException e)
        {
            throw new BackupFaultException($"{path} is damaged: {e.Message}", e);
        }
    }
}
