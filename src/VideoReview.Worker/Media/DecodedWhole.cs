using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>Hears both decoders of a run that decodes a whole video, and tells where it is damaged.</summary>
internal sealed class DecodedWhole(VideoMetadata video)
{
    private const int MostErrors = 40;

    private readonly DecoderErrors picture = DecoderErrors.OfPicture(video), sound = DecoderErrors.OfSound(video);
    private readonly Queue<string> errors = new();

    /// <summary>
    /// Stands before the input; libvpx refuses what browsers refuse, where ffmpeg's own decoder hides it.
    /// </summary>
    public static IReadOnlyList<string> DecodersFor(VideoMetadata video) =>
        video.VideoCodec == "vp9" ? ["-c:v", "libvpx-vp9"] : [];

    public IReadOnlyList<DamagedPart> Damage
    {
        get
        {
            var duration = TimeSpan.FromMilliseconds(video.DurationMilliseconds);
            return
            [
                .. DamageRules.PartsOf(ShownStream.Picture, picture.Complaints, duration),
                .. picture.GapsUntil(duration).Select(gap => new DamagedPart(
                    ShownStream.Picture, (int)gap.From.TotalMilliseconds, (int)gap.To.TotalMilliseconds,
                    StopsBrowsers: false)
                {
                    IsGap = true,
                }),
                .. DamageRules.PartsOf(ShownStream.Sound, sound.Complaints, duration),
            ];
        }
    }

    /// <summary>The last ones, without what is only told of frames.</summary>
    public string Errors => string.Join('\n', errors);

    public void Hear(string line)
    {
        picture.Hear(line);
        sound.Hear(line);
        if (DecoderErrors.IsError(line))
        {
            errors.Enqueue(line);
            if (errors.Count > MostErrors)
            {
                errors.Dequeue();
            }
        }
    }
}
