using System.Net;
using Microsoft.EntityFrameworkCore;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Periods;

/// <summary>The pages of a period over HTTP, as a coordinator without script walks them.</summary>
public sealed class PeriodPagesTests(TestWeb web) : IClassFixture<TestWeb>
{
    private readonly People people = new(web.Database);
    private readonly PeriodPages pages = new(web);

    [Fact]
    public async Task New_period_with_the_suggested_rules_is_created_and_opened()
    {
        var browser = await pages.CoordinatorAsync();
        var name = "Penilaian " + Guid.NewGuid().ToString("N");

        var blank = await Page.OpenAsync(browser, "/periods/new");
        var created = await (await blank.SendAsync(
            "period-new", ("Input.Name", name), ("Input.TimeZone", "Asia/Makassar"), ("Input.Quota", "2,5")))
            .FollowAsync();
        var opened = await (await created.SendAsync("move", ("Next.Reason", "SK Kepala Daerah 12/2026"))).FollowAsync();

        Assert.Contains(name, created.Text, StringComparison.Ordinal);
        Assert.Contains("Periode dibuat sebagai draf.", created.Text, StringComparison.Ordinal);
        Assert.Contains("Periode dibuka.", opened.Text, StringComparison.Ordinal);
        Assert.Contains("Pengajuan masih berlangsung sampai", opened.Text, StringComparison.Ordinal);
        await using var context = web.Database.NewContext();
        var period = await context.Periods.SingleAsync(p => p.Name == name);
        Assert.Equal((PeriodStatus.Open, "Asia/Makassar", 2_500_000_000, 3, true), (period.Status, period.TimeZone,
            period.FileRules.QuotaBytes, period.SeatsPerVideo, period.AcceptsAutomatically));
        Assert.Equal(0, Zone.Of(period.TimeZone).Local(period.ClosesAt).TimeOfDay.Ticks);
    }

    [Fact]
    public async Task What_cannot_be_read_stays_as_typed_with_a_sentence_beside_it()
    {
        var browser = await pages.CoordinatorAsync();

        var blank = await Page.OpenAsync(browser, "/periods/new");
        var refused = await blank.SendAsync(
            "period-new", ("Input.Name", "Periode <salah>"), ("Input.SeatsPerVideo", "tiga"),
            ("Input.ClosesAt", "besok"), ("Input.MaximumSize", "1.000.000"), ("Input.Formats", null));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(
            ("Periode <salah>", "tiga", "besok", "1.000.000"),
            (refused.Value("period-new", "Input.Name"), refused.Value("period-new", "Input.SeatsPerVideo"),
                refused.Value("period-new", "Input.ClosesAt"), refused.Value("period-new", "Input.MaximumSize")));
        Assert.Contains("Tulis bilangan bulat, misalnya 3.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Isi tanggal dan jam, misalnya 22-11-2026 23.59.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_and_what_breaks_a_rule_are_said_at_once()
    {
        var browser = await pages.CoordinatorAsync();

        var blank = await Page.OpenAsync(browser, "/periods/new");
        var refused = await blank.SendAsync(
            "period-new", ("Input.Name", " "), ("Input.TimeZone", "Asia/Tokyo"), ("Input.SeatsPerVideo", "tiga"),
            ("Input.OpensAt", "besok"), ("Input.MaximumReturns", "99"), ("Input.MaximumSize", "besar"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.All(
            [
                "Tulis bilangan bulat, misalnya 3.", "Isi tanggal dan jam, misalnya 22-11-2026 23.59.",
                "Nama periode 1 sampai 200 karakter.", "Jumlah pengembalian 0 sampai 9.", "Pilih WIB, WITA atau WIT.",
            ],
            sentence => Assert.Contains(sentence, refused.Text, StringComparison.Ordinal));
        Assert.All(
            [
                "Batas pengajuan harus setelah tanggal dibuka.", "Jumlah penilai per video 1 sampai 9.",
                "Kuota SKPD tidak boleh kurang", "Batas catatan ukuran harus",
            ],
            guess => Assert.DoesNotContain(guess, refused.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_rules_stand_beside_their_fields()
    {
        var browser = await pages.CoordinatorAsync();

        var blank = await Page.OpenAsync(browser, "/periods/new");
        var refused = await blank.SendAsync(
            "period-new", ("Input.Name", " "), ("Input.SeatsPerVideo", "10"), ("Input.Formats", null));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Nama periode 1 sampai 200 karakter.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Jumlah penilai per video 1 sampai 9.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Pilih sedikitnya satu format berkas.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stale_edit_shows_both_texts_and_saves_when_sent_again()
    {
        var browser = await pages.CoordinatorAsync();
        var path = await PeriodPages.NewAsync(browser);

        var first = await Page.OpenAsync(browser, path + "/edit");
        var second = await Page.OpenAsync(browser, path + "/edit");
        await (await first.SendAsync("period", ("Input.SeatsPerVideo", "5"))).FollowAsync();
        var stale = await second.SendAsync("period", ("Input.ReturnDays", "11"));
        var saved = await (await stale.SendAsync("period")).FollowAsync();

        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Yang sudah disimpan orang lain", stale.Text, StringComparison.Ordinal);
        Assert.Contains("Penilai per video 5", stale.Text, StringComparison.Ordinal);
        Assert.Equal("11", stale.Value("period", "Input.ReturnDays"));
        Assert.Contains("Tersimpan.", saved.Text, StringComparison.Ordinal);
        Assert.Contains("masing-masing 11 hari", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_period_asks_for_a_reason_and_keeps_what_was_typed()
    {
        var browser = await pages.CoordinatorAsync();
        var path = await PeriodPages.NewAsync(browser);
        await (await (await Page.OpenAsync(browser, path)).SendAsync("move", ("Next.Reason", "SK"))).FollowAsync();

        var silent = await (await Page.OpenAsync(browser, path + "/edit"))
            .SendAsync("period", ("Input.ReturnDays", "9"));
        var explained = await silent.SendAsync("period", ("Input.Reason", "Libur bersama"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Contains("Tulis alasannya.", silent.Text, StringComparison.Ordinal);
        Assert.Equal("9", silent.Value("period", "Input.ReturnDays"));
        Assert.Equal(HttpStatusCode.SeeOther, explained.Status);
    }

    [Fact]
    public async Task Extension_for_one_unit_stands_in_the_list_with_its_reason()
    {
        var browser = await pages.CoordinatorAsync();
        var unit = await people.AddUnitAsync();
        var path = await PeriodPages.NewAsync(browser);
        var open = await (await (await Page.OpenAsync(browser, path)).SendAsync("move", ("Next.Reason", "SK")))
            .FollowAsync();
        var closesAt = web.Time.GetUtcNow().AddDays(40)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            + "T23:59";

        var silent = await open.SendAsync(
            "extension", ("Extension.UnitId", unit.Id.ToString()), ("Extension.ClosesAt", closesAt));
        var given = await (await silent.SendAsync("extension", ("Extension.Reason", "Banjir di kecamatan")))
            .FollowAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Equal(
            (unit.Id.ToString(), closesAt),
            (silent.Value("extension", "Extension.UnitId"), silent.Value("extension", "Extension.ClosesAt")));
        Assert.Contains("Batas waktu diperpanjang.", given.Text, StringComparison.Ordinal);
        Assert.Contains(unit.Name, given.Text, StringComparison.Ordinal);
        Assert.Contains("Banjir di kecamatan", given.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_takes_rules_and_rubric_a_year_on()
    {
        var browser = await pages.CoordinatorAsync();
        var path = await PeriodPages.NewAsync(
            browser, ("Input.Name", $"Tahun 2026 {Guid.NewGuid():N}"), ("Input.Year", "2026"),
            ("Input.MaximumReturns", "4"));

        var copy = await Page.OpenAsync(browser, "/periods/new?copy=" + path.Split('/')[^1]);
        var made = await (await copy.SendAsync("period-new")).FollowAsync();

        Assert.StartsWith("Tahun 2027 ", copy.Value("period-new", "Input.Name"), StringComparison.Ordinal);
        Assert.Equal(
            ("2027", "4"), (copy.Value("period-new", "Input.Year"), copy.Value("period-new", "Input.MaximumReturns")));
        Assert.Contains("Periode dibuat sebagai draf.", made.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await Page.OpenAsync(browser, "/periods/new?copy=" + Guid.NewGuid())).Status);
    }

    [Theory]
    [InlineData(Role.Observer)]
    [InlineData(Role.Admin)]
    public async Task Those_who_watch_read_and_find_no_button(Role role)
    {
        var path = await PeriodPages.NewAsync(await pages.CoordinatorAsync());
        var browser = await web.NewBrowserAsync(await people.AddAsync(role));

        var list = await Page.OpenAsync(browser, "/periods");
        var page = await Page.OpenAsync(browser, path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (list.Status, page.Status));
        Assert.DoesNotContain("Periode baru", list.Text, StringComparison.Ordinal);
        Assert.Contains("Batas pengajuan", page.Text, StringComparison.Ordinal);
        Assert.False(page.HasForm("move"));
        Assert.False(page.HasForm("extension"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Page.OpenAsync(browser, path + "/edit")).Status);
    }
}
