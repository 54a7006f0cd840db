using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VideoReview.Application.Coordination;
using VideoReview.Application.Media;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Coordination;

/// <summary>Videos that are alike, and the acts on them.</summary>
internal sealed class MatchStage(TestWeb web)
{
    private readonly People people = new(web.Database);
    private readonly EntryBuilder entries = new(web.Database, web.Time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<int> FindAsync(Guid videoId) => WithAsync((SameBytes same) => same.FindAsync(videoId, Stop));

    public Task<T> ListAsync<T>(Func<MatchList, Task<T>> ask) => WithAsync(ask);

    public Task<Outcome> DeskAsync(Func<MatchDesk, Task<Outcome>> act) => WithAsync(act);

    private async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = web.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static Task<Page> ActAsync(Page page, string act, string? reason) =>
        page.SendAsync(
            "act", [("__RequestVerificationToken", page.Token), ("Input.Act", act), ("Input.Reason", reason)]);

    public async Task<Entry> AddAsync(string title, PeriodStatus period = PeriodStatus.Open) =>
        await entries.AddEntryAsync(
            await entries.AddPeriodAsync(period), await people.AddUnitAsync(), EntryStatus.Submitted,
            change: e => e.Profile = e.Profile with { Title = title + " " + e.Id.ToString("N")[^12..] });

    /// <summary>An entry of an earlier period, and one whose video shows the same from its fifth second on.</summary>
    public async Task<(Entry Earlier, Entry Later, VideoMatch Match)> AddMatchAsync()
    {
        var (earlier, later) = (await AddAsync("Posyandu", PeriodStatus.Published), await AddAsync("Kader"));
        var match = new VideoMatch
        {
            Id = Guid.CreateVersion7(), VideoId = later.VideoId!.Value, OtherVideoId = earlier.VideoId!.Value,
            Kind = MatchKind.Frames, ConfidencePercent = 97, SharePercent = 80, FromMilliseconds = 5_000,
            ToMilliseconds = 65_000, OtherFromMilliseconds = 0, FoundAt = web.Time.GetUtcNow(),
        };
        await using var context = web.Database.NewContext();
        context.VideoMatches.Add(match);
        await context.SaveChangesAsync(Stop);
        return (earlier, later, match);
    }

    public async Task SameHashAsync(params Guid[] videos)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(videos[0].ToByteArray()));
        await using var context = web.Database.NewContext();
        await context.Database.ExecuteSqlAsync($"UPDATE video SET sha256 = {hash} WHERE id = ANY ({videos})", Stop);
    }

    public async Task<Unit> UnitAsync(Guid id)
    {
        await using var context = web.Database.NewContext();
        return await context.Units.AsNoTracking().SingleAsync(u => u.Id == id, Stop);
    }
}
