using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Jobs;
using VideoReview.Application.Media;
using VideoReview.Application.Storage;
using VideoReview.Domain.Jobs;
using VideoReview.Domain.Media;

namespace VideoReview.Worker.Media;

/// <summary>
/// The quality step: how loud it is, where it is silent, black, still or damaged. The sound is heard once; of the
/// picture only the parts are decoded that the prints of the key frames, or packets that are not what
/// they should be, make suspicious.
/// </summary>
[StepOf(VideoJobs.Quality)]
internal sealed class QualityCheck(
    ReviewDbContext database, SourceFiles sources, SoundCheck sound, PacketCheck packets,
    PictureCheck picture) : IJobStep
{
    private const int PercentAfterSound = 50, PercentAfterPackets = 60;

    public async Task<JobResult> DoAsync(JobUnderway underway, CancellationToken cancellation)
    {
        var video = await database.Videos.AsNoTracking()
            .SingleAsync(v => v.Id == underway.Lease.SubjectId, cancellation);
        var frames = await database.VideoFrames.AsNoTracking().Where(f => f.VideoId == video.Id)
            .OrderBy(f => f.AtMilliseconds).ToListAsync(cancellation);
        using var scratch = sources.NewScratch();
        var path = await sources.OpenAsync(ObjectKey.Parse(video.ObjectKey!), video.SizeBytes, scratch, cancellation);
        var source = new FrameSource(path, video.Metadata!, scratch, JobRules.ThreadsAfter(underway.Lease.Losses));
        var duration = TimeSpan.FromMilliseconds(video.Metadata!.DurationMilliseconds);
        var heard = video.Metadata.AudioCodec is null ? null : await sound.MeasureAsync(source, cancellation);
        underway.Percent = PercentAfterSound;
        var damaged = frames.Where(frame => frame.IsDamaged)
            .Select(frame => TimeSpan.FromMilliseconds(frame.AtMilliseconds))
            .Concat(await packets.DamagedAsync(source, video.Format, cancellation)).ToList();
        underway.Percent = PercentAfterPackets;
        List<SeenFrame> keys = [.. frames.Select(frame => frame.Seen)];
        var parts = LookRules.Suspicious(keys, damaged, duration);
        var found = await picture.MeasureAsync(source, parts, cancellation);
        var seen = found with
        {
            Black = [.. found.Black, .. LookRules.BlackInside(keys)], CutAt = LookRules.CutAt(parts),
        };
        return new VideoResult { Quality = new(heard?.Level, QualityRules.Notes(video.Id, heard, seen, duration)) };
    }
}
