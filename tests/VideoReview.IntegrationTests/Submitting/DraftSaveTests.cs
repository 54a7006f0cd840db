using VideoReview.Application.Submitting;
using VideoReview.Domain;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Uploads;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Submitting;

public sealed class DraftSaveTests(TestDesks desks) : IClassFixture<TestDesks>
{
    private readonly People people = new(desks.Database);
    private readonly EntryBuilder entries = new(desks.Database, desks.Time);

    [Fact]
    public async Task Save_keeps_texts_and_ticks_as_typed()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, video: null);
        var typed = new Profile { Title = "  Dua spasi ", Summary = "pendek\nsekali" };

        var saved = await SaveAsync(
            actor, entry,
            new DraftForm(typed, ["decent_content", "original_work", "bogus"], DraftForm.VersionOf(entry)));

        var row = await entries.ReadAsync(entry.Id);
        Assert.Equal(typed, row.Profile);
        Assert.Equal(["original_work", "decent_content"], row.Declarations);
        Assert.Equal(DraftForm.VersionOf(row), saved.Value.Version);
    }

    [Fact]
    public async Task Save_of_a_form_opened_before_another_save_is_stale()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit);
        var opened = DraftForm.VersionOf(entry);

        var first = await SaveAsync(actor, entry, new DraftForm(new Profile { Title = "Satu" }, [], opened));
        var second = await SaveAsync(actor, entry, new DraftForm(new Profile { Title = "Dua" }, [], opened));
        var third = await SaveAsync(
            actor, entry, new DraftForm(new Profile { Title = "Tiga" }, [], first.Value.Version));

        Assert.Equal([Refusal.Stale], second.Refusals);
        Assert.True(third.IsDone);
        Assert.Equal("Tiga", (await entries.ReadAsync(entry.Id)).Profile.Title);
    }

    [Fact]
    public async Task Save_is_not_stale_because_a_video_has_arrived()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, video: null);
        var opened = DraftForm.VersionOf(entry);
        await entries.AddVideoAsync(entry);

        Assert.True((await SaveAsync(actor, entry, new DraftForm(new Profile { Title = "Judul" }, [], opened))).IsDone);
    }

    [Fact]
    public async Task Save_by_twenty_at_once_lets_one_through()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit);
        var opened = DraftForm.VersionOf(entry);

        var saves = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => SaveAsync(actor, entry, new DraftForm(new Profile { Title = "Judul " + i }, [], opened))));

        Assert.Equal(1, saves.Count(save => save.IsDone));
    }

    [Theory]
    [InlineData("sibling", "shell.not-found")]
    [InlineData("parent", "shell.forbidden")]
    [InlineData("child", "shell.not-found")]
    [InlineData("reviewer of the unit", "shell.not-found")]
    public async Task Save_by_anybody_but_the_own_unit_is_refused(string who, string code)
    {
        var parent = await people.AddUnitAsync();
        var unit = await people.AddUnitAsync(parent: parent);
        var other = who switch
        {
            "sibling" => await people.AddAsync(await people.AddUnitAsync(parent: parent), Role.Submitter),
            "parent" => await people.AddAsync(parent, Role.Submitter),
            "child" => await people.AddAsync(await people.AddUnitAsync(parent: unit), Role.Submitter),
            _ => await people.AddAsync(unit, Role.Reviewer),
        };
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit);

        var saved = await SaveAsync(
            People.ActorOf(other), entry, new DraftForm(new Profile(), [], DraftForm.VersionOf(entry)));

        Assert.Equal(code, Assert.Single(saved.Refusals).Sentence.Code);
        Assert.Equal(EntryBuilder.CompleteProfile, (await entries.ReadAsync(entry.Id)).Profile);
    }

    public static TheoryData<EntryStatus> Frozen =>
        [.. Enum.GetValues<EntryStatus>().Where(s => s is not (EntryStatus.Draft or EntryStatus.Returned))];

    [Theory]
    [MemberData(nameof(Frozen))]
    public async Task Save_of_what_was_sent_is_refused(EntryStatus status)
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit, status);

        var saved = await SaveAsync(actor, entry, new DraftForm(new Profile(), [], DraftForm.VersionOf(entry)));

        Assert.Equal("entries.not-writable", Assert.Single(saved.Refusals).Sentence.Code);
    }

    [Fact]
    public async Task Save_after_the_closing_is_refused_unless_an_upload_begun_in_time_is_under_way()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var now = desks.Time.GetUtcNow();
        var period = await entries.AddPeriodAsync(change: p => p.ClosesAt = now.AddMinutes(-5));
        var entry = await entries.AddEntryAsync(period, unit, video: null);

        var before = await SaveAsync(actor, entry, new DraftForm(new Profile(), [], DraftForm.VersionOf(entry)));
        await using (var context = desks.Database.NewContext())
        {
            context.Uploads.Add(new Upload
            {
                Id = Guid.CreateVersion7(), EntryId = entry.Id, PeriodId = period.Id, UnitId = unit.Id,
                AccountId = actor.AccountId, FileName = "a.mp4", LengthBytes = 100, OffsetBytes = 50,
                CreatedAt = now.AddMinutes(-10), BegunAt = now.AddMinutes(-9), ExpiresAt = now.AddDays(7),
            });
            await context.SaveChangesAsync();
        }

        var meanwhile = await SaveAsync(actor, entry, new DraftForm(new Profile(), [], DraftForm.VersionOf(entry)));

        Assert.Equal("entries.closed", Assert.Single(before.Refusals).Sentence.Code);
        Assert.True(meanwhile.IsDone);
    }

    [Fact]
    public async Task Save_names_what_no_row_could_hold()
    {
        var (unit, actor) = await people.AddSubmitterAsync();
        var entry = await entries.AddEntryAsync(await entries.AddPeriodAsync(), unit);

        var saved = await SaveAsync(actor, entry, new DraftForm(
            new Profile { Title = new string('x', 201), Sector = "space" }, [], DraftForm.VersionOf(entry)));

        Assert.Equal(["title", "sector"], saved.Refusals.Select(r => r.Field));
    }

    private Task<Outcome<SavedDraft>> SaveAsync(Actor actor, Entry entry, DraftForm form) =>
        desks.ActAsync(
            (DraftDesk desk) => desk.SaveAsync(actor, entry.Id, form, TestContext.Current.CancellationToken));
}
