using System.Runtime.CompilerServices;
using VideoReview.Application.Accounts;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Support;

/// <summary>
/// What every walk begins with: the site, visitors to it, and their last view as a picture when the walk fails.
/// </summary>
public abstract class Walk(Site site, Browser browser) : IAsyncLifetime
{
    private readonly List<Visitor> visitors = [];

    protected Site Site { get; } = site;

    protected People People { get; } = new(site.Database);

    protected EntryBuilder Entries { get; } = new(site.Database, TimeProvider.System);

    /// <summary>
    /// A unit as all have them here: below the region, so that its entries are offered to no
    /// reviewer of a walk that claims.
    /// </summary>
    protected Task<Unit> AddUnitAsync() => People.AddUnitAsync(parent: Site.Region);

    /// <param name="isDark">The person's system is set to dark colours.</param>
    protected async Task<Visitor> VisitAsync(Screen screen, bool isDark = false)
    {
        var visitor = await browser.OpenAsync(Site.Address, screen, isDark);
        visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A unit's author, signed in, before a draft that has no video yet.</summary>
    protected async Task<(Visitor Author, Entry Draft)> BeginDraftAsync(Screen screen, Period period)
    {
        var (account, draft) = await AddDraftAsync(period);
        return (await OpenAsync(account, draft, screen), draft);
    }

    /// <summary>A unit's draft that has no video yet, and its author.</summary>
    protected async Task<(Account Author, Entry Draft)> AddDraftAsync(Period period)
    {
        var unit = await AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        return (account, await Entries.AddEntryAsync(period, unit, EntryStatus.Draft, video: null, by: account));
    }

    /// <summary>The account, signed in at one more screen, before the entry.</summary>
    protected async Task<Visitor> OpenAsync(Account account, Entry entry, Screen screen)
    {
        var author = await VisitAsync(screen);
        await author.SignInAsync(account.Email!, People.Password);
        await author.GoAsync("/own-entries/" + entry.Id);
        return author;
    }

    public async ValueTask InitializeAsync() => await Site.StartedAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var hasFailed = TestContext.Current.TestState?.Result == TestResult.Failed;
        for (var i = 0; i < visitors.Count; i++)
        {
            if (hasFailed)
            {
                var path = Path.Combine(PictureFolder(), $"{GetType().Name}-{visitors[i].Screen}-{i + 1}.png");
                await visitors[i].PictureAsync(path);
                TestContext.Current.SendDiagnosticMessage(
                    "{0} was at {1}: {2}", visitors[i].Screen, visitors[i].Page.Url, path);
            }

            await visitors[i].DisposeAsync();
        }
    }

    /// <summary>Under .dev/log, which git ignores.</summary>
    private static string PictureFolder([CallerFilePath] string file = "") =>
        Directory.CreateDirectory(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../.dev/log/pictures"))).FullName;
}
