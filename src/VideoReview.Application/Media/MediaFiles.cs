using VideoReview.Application.Storage;
using VideoReview.Domain.Media;

namespace VideoReview.Application.Media;

/// <summary>One stored file as it may be served: size, type and tag are known without asking the store.</summary>
/// <param name="Sha256">Hash of the content, hence a strong tag.</param>
/// <param name="MediaType">By the key's ending, never by what somebody claimed.</param>
public sealed record MediaFile(ObjectKey Key, long SizeBytes, string MediaType)
{
    public string Sha256 => Key.Sha256;
}

/// <summary>
/// The files of a video: what browsers play, the original, and the pictures. Who may have
/// them is asked elsewhere, before.
/// </summary>
public sealed class MediaFiles(IObjectStorage storage)
{
    /// <summary>Null = not yet playable.</summary>
    public static MediaFile? Playable(Video video) =>
        video is { PlayableKey: { } key, PlayableSizeBytes: { } size } ? Of(key, size) : null;

    /// <summary>Null = still on its way into the store, or infected.</summary>
    public static MediaFile? Original(Video video) =>
        video is { ObjectKey: { } key, IsInfected: false } ? Of(key, video.SizeBytes) : null;

    public static MediaFile Of(VideoPicture picture) => Of(picture.ObjectKey, picture.SizeBytes);

    public static MediaFile Of(VideoCopy copy) => Of(copy.ObjectKey, copy.SizeBytes);

    /// <summary>
    /// Copies a part of the file into the target, in pieces; throws <see cref="FileNotFoundException"/> before the
    /// first byte when the store has lost it.
    /// </summary>
    public Task ReadAsync(MediaFile file, long offset, long length, Stream target, CancellationToken cancellation) =>
        storage.ReadAsync(file.Key, offset, length, target, cancellation);

    private static MediaFile Of(string key, long size)
    {
        var parsed = ObjectKey.Parse(key);
        return new(parsed, size, MediaTypes.Of(parsed));
    }
}
