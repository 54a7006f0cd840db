using Microsoft.EntityFrameworkCore;
using VideoReview.Application.Database;
using VideoReview.Application.Deciding;
using VideoReview.Application.Periods;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Reviewing;

namespace VideoReview.Web.OneShot.Seeds;

/// <summary>
/// Lays a stage: entries one after the other, their videos through the real pipeline, then the people's work on them. A
/// stage cut short is gone on with.
/// </summary>
internal sealed class DemoStaging(
    ReviewDbContext database, DemoPeople people, DemoPeriod periods, DemoActs acts, DecisionDesk decisions,
    DemoVideos videos)
{
    private const string ReturnNote = "Bagian dampak belum terlihat: tambahkan angka sebelum dan sesudah inovasi.";

    private static readonly string[] Reviewers =
        ["penilai1@demo.test", "penilai2@demo.test", "penilai3@demo.test", "penilai4@demo.test", "penilai5@demo.test"];

    public async Task LayAsync(DemoStage stage, CancellationToken cancellation)
    {
        await people.AddAsync(cancellation);
        var coordinator = await people.ActorAsync("koordinator@demo.test", cancellation);
        var (periodId, isNew) = await periods.OpenAsync(coordinator, stage.Name, cancellation);
        if (!isNew
            && await database.Periods.AnyAsync(p => p.Id == periodId && p.Status != PeriodStatus.Open, cancellation))
        {
            return;
        }

        var laid = await SendAsync(stage, periodId, cancellation);
        await acts.SettleAsync(periodId, cancellation);
        foreach (var (index, id, reach) in laid)
        {
            await WorkAsync(coordinator, index, id, reach, cancellation);
        }

        await EndAsync(stage.End, coordinator, periodId, cancellation);
    }

    private async Task<List<(int Index, Guid Id, Reach Reach)>> SendAsync(
        DemoStage stage, Guid periodId, CancellationToken cancellation)
    {
        var files = await videos.FilesAsync(cancellation);
        var there = (await database.Entries.AsNoTracking().Where(s => s.PeriodId == periodId).ToListAsync(cancellation))
            .ToDictionary(s => s.Profile.Title!, s => s.Id, StringComparer.Ordinal);
        var laid = new List<(int, Guid, Reach)>();
        foreach (var (index, reach) in stage.Entries.Index())
        {
            var (by, profile) = DemoEntry.All[index];
            if (there.TryGetValue(profile.Title!, out var known))
            {
                laid.Add((index, known, reach));
                continue;
            }

            var writer = await people.ActorAsync(by, cancellation);
            var id = await acts.BeginAsync(writer, periodId, profile, cancellation);
            laid.Add((index, id, reach));
            if (reach is Reach.Draft)
            {
                continue;
            }

            var file = reach is Reach.RefusedVideo ? files[^1] : files[index % (files.Count - 1)];
            await acts.UploadAsync(
                writer, id, file, reach is Reach.HalfUploaded ? new FileInfo(file).Length / 2 : null, cancellation);
            if (reach >= Reach.Ready)
            {
                await acts.SubmitAsync(writer, id, cancellation);
            }
        }

        return laid;
    }

    private async Task WorkAsync(Actor coordinator, int index, Guid id, Reach reach, CancellationToken cancellation)
    {
        if (!await database.Entries.AnyAsync(s => s.Id == id && s.Status == EntryStatus.Ready, cancellation))
        {
            return;
        }

        if (reach is Reach.Returned)
        {
            await acts.ReturnAsync(coordinator, id, ReturnNote, cancellation);
        }

        if (reach is not (Reach.InReview or Reach.Reviewed))
        {
            return;
        }

        var panel = new List<Actor>();
        foreach (var seat in Enumerable.Range(0, reach is Reach.Reviewed ? 3 : 2))
        {
            panel.Add(await people.ActorAsync(Reviewers[(index + seat) % Reviewers.Length], cancellation));
        }

        await acts.AssignAsync(coordinator, id, panel, cancellation);
        foreach (var (seat, reviewer) in panel.Index())
        {
            await acts.ReviewAsync(
                reviewer, id, Points(index, seat), reach is Reach.Reviewed || seat == 0, cancellation);
        }
    }

    private async Task EndAsync(PeriodEnd end, Actor coordinator, Guid periodId, CancellationToken cancellation)
    {
        if (end is not PeriodEnd.Open)
        {
            await periods.CloseAsync(coordinator, periodId, cancellation);
        }

        if (end is PeriodEnd.Decided)
        {
            _ = (await decisions.DecideAsync(
                coordinator, periodId, "Rapat pleno peragaan", acceptsIncomplete: true, cancellation)).Value;
        }
    }

    /// <summary>Some stricter, some milder, no two entries alike; a low score says why.</summary>
    private static Dictionary<string, PointEntry> Points(int entry, int seat) =>
        StandardRubric.Make().Points.Index().ToDictionary(
            point => point.Item.Code,
            point =>
            {
                var score = Math.Clamp(
                    2 + ((((entry * 3) + (point.Index * 2) + seat) % 5) - 2) + (entry % 3 == 0 ? 1 : 0), 0, 4);
                return new PointEntry(score, score < 2 ? "Baru disebut sekilas, belum ditunjukkan dengan data." : null);
            },
            StringComparer.Ordinal);
}
