using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VideoReview.Application.Database;
using VideoReview.Application.Words;
using VideoReview.Domain;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>Both languages are complete, and every key that the code names has words.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root(), "src/VideoReview.Application/Words/id"), "*.resx")
            .Select(file => Path.GetFileNameWithoutExtension(file).ToLowerInvariant()),
    ];

    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders()
    {
        var differences = Files.SelectMany(file =>
        {
            var (id, en) = (Words.File(Language.Id, file), Words.File(Language.En, file));
            return id.Keys.Union(en.Keys, StringComparer.Ordinal).Where(key => !id.ContainsKey(key)
                || !en.ContainsKey(key) || !Placeholders(id[key]).SetEquals(Placeholders(en[key])));
        });

        Assert.Empty(differences);
    }

    [Fact]
    public void Every_key_named_in_the_source_has_words()
    {
        var source = Path.Combine(Root(), "src");
        var missing = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
            .Where(file =>
                (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
                    && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value))
            .Distinct(StringComparer.Ordinal)
            .Where(key => Words.File(Language.Id, key.Split('.')[0]).Count > 0
                && Files.Contains(key.Split('.')[0], StringComparer.Ordinal) && !IsSaid(key))
            .Order(StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    /// <summary>A notice about several entries of one act says their number.</summary>
    [Fact]
    public void Every_notice_has_words_for_one_and_for_many()
    {
        var keys = Files.SelectMany(file => Words.File(Language.Id, file).Keys).ToHashSet(StringComparer.Ordinal);

        var alone = keys.Where(key => (key.EndsWith("-notice", StringComparison.Ordinal)
            || key.Contains(".notice-", StringComparison.Ordinal))
            && !key.EndsWith("-many", StringComparison.Ordinal) && !keys.Contains(key + "-many"));

        Assert.Empty(alone);
    }

    [Fact]
    public void Values_are_written_as_people_read_them()
    {
        var words = new Words(Language.Id);

        Assert.Equal("4,1 MB", Figures.Size(4_139_823, words.Culture));
        Assert.Equal("Ukuran video 500,1 MB, paling besar 500 MB", words.Say(
            "media.too-large", ("size", new Bytes(500_000_001)), ("most", new Bytes(500_000_000))).Split('.')[0]);
        Assert.Contains("9,9 MB; berkas ini 10 MB.", words.Say(
            "uploads.quota", ("size", new Bytes(9_999_999)), ("left", new Bytes(9_999_998))), StringComparison.Ordinal);
        Assert.Equal("1 menit 20 detik", Figures.Duration(TimeSpan.FromSeconds(80), Language.Id));
        Assert.Equal(
            "22 November 2026 14.30 WITA",
            Moments.Show(new DateTimeOffset(2026, 11, 22, 6, 30, 0, TimeSpan.Zero), "Asia/Makassar", words.Culture));
        Assert.Equal("Batalkan unggahan gpj.4pm", words.Say("uploads.cancel-named", ("name", "\u202egpj.4pm")).Trim());
        Assert.Equal("Halaman 2 dari 3", words.Say(Sentence.Of("shell.page-of", ("page", 2), ("pages", 3))));
    }

    [Fact]
    public void Moments_in_sentences_stand_in_the_zone_of_the_page()
    {
        var words = new Words(Language.Id) { Zone = "Asia/Jayapura" };

        Assert.Equal(
            "Rubrik sudah dipakai menilai sejak 22 November 2026 15.30 WIT dan tidak dapat diubah.",
            words.Say("periods.rubric-frozen", ("at", new DateTimeOffset(2026, 11, 22, 6, 30, 0, TimeSpan.Zero))));
    }

    [Fact]
    public void Moments_of_a_period_stand_in_its_zone_whoever_reads_them()
    {
        var closed = Sentence.Of("entries.closed", ("at", new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero)));
        var words = new Words(Language.Id, "Asia/Jakarta");

        var carried = Json.Read<Sentence>(Json.Write(closed.In("Asia/Jayapura")));

        Assert.Equal("Batas waktu sudah lewat (22 November 2026 23.59 WIT).", words.Say(carried));
        Assert.Equal("Batas waktu sudah lewat (22 November 2026 23.59 WIT).", words.In("Asia/Jayapura").Say(closed));
        Assert.Equal("Batas waktu sudah lewat (22 November 2026 22.00 WIB).", words.In(null).Say(closed));
    }

    /// <summary>A page that shows a closing or a due date as a bare moment says midnight of the next day.</summary>
    [Fact]
    public void Every_due_date_on_a_page_is_shown_as_the_last_minute()
    {
        var bare = SourceText.In("src").SelectMany(page => Shown().Matches(page.Text)
            .Where(moment => Due().IsMatch(moment.Groups["at"].Value)
                && !moment.Value.Contains("IsEnd=\"true\"", StringComparison.Ordinal))
            .Select(moment => page.File + ": " + moment.Value));

        Assert.Empty(bare);
        Assert.Matches(Due(), "line.DueAt");
    }

    /// <summary>An event's act "media.failed" is said by "media.act-failed".</summary>
    private static bool IsSaid(string key)
    {
        var file = Words.File(Language.Id, key.Split('.')[0]);
        return file.ContainsKey(key) || file.ContainsKey(key.Replace(".", ".act-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16, "Pengajuan masih berlangsung sampai 22 November 2026 23.59 WITA. Penilaian dimulai setelahnya.")]
    [InlineData(6, "Pengajuan masih berlangsung sampai 22 November 2026 14.00 WITA. Penilaian dimulai setelahnya.")]
    public void End_of_a_day_reads_as_its_last_minute(int hour, string expected)
    {
        var words = new Words(Language.Id) { Zone = "Asia/Makassar" };

        Assert.Equal(
            expected,
            words.Say("periods.not-yet-closed", ("at", new DateTimeOffset(2026, 11, 22, hour, 0, 0, TimeSpan.Zero))));
    }

    private static HashSet<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("<Moment At=\"(?<at>[^\"]*)\"[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex(@"(\bdue|Due|[cC]loses|[cC]losing)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Due();

    [GeneratedRegex(@"\{[a-z_]+(:(end|up|down))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"""(?<key>[a-z]+\.[a-z0-9-]+(\.[a-z0-9-]+)*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
