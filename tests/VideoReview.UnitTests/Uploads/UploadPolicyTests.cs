using System.Text;
using VideoReview.Domain;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Periods;
using VideoReview.Domain.Uploads;
using Xunit;

namespace VideoReview.UnitTests.Uploads;

public sealed class UploadPolicyTests
{
    private const long Mb = 1_000_000;

    private static readonly DateTimeOffset Due = new(2026, 11, 30, 16, 0, 0, TimeSpan.Zero);
    private static readonly FileRules Rules = new();

    /// <summary>First bytes in hex; "188*47" = so many bytes between sync bytes.</summary>
    [Theory]
    [InlineData("00000020 66747970 69736f6d 00000200 69736f6d 69736f32 61766331 6d703431", "mp4")]
    [InlineData("00000018 66747970 6d703432 00000000 6d703432 69736f6d", "mp4")]
    [InlineData("0000001c 66747970 33677035 00000100 33677035 33677034 69736f6d", "mp4")]
    [InlineData("0000001c 66747970 4d345620 00000001 4d345620 6d703432 69736f6d", "mp4")]
    [InlineData("0000001c 66747970 4d534e56 0140078c 4d534e56 6d703432 69736f6d", "mp4")]
    [InlineData("00000014 66747970 71742020 20050300 71742020", "mov")]
    [InlineData("00000020 66747970 71742020 00000000 71742020 6d703432 00000000 00000000", "mov")]
    [InlineData("00000008 77696465 0003d090 6d646174", "mov")]
    [InlineData("00000001 6d646174 00000000 000f4240", "mov")]
    [InlineData("0000006c 6d6f6f76 00000064 6d766864", "mov")]
    [InlineData("1a45dfa3 9f4286 8101 42f7 8101 42f2 8104 42f3 8108 4282 84 7765626d 4287 8104", "webm")]
    [InlineData("1a45dfa3 a34286 8101 42f7 8101 42f2 8104 42f3 8108 4282 88 6d6174726f736b61 4287 8104", "mkv")]
    [InlineData("1a45dfa3 8b 4282 88 6d6174726f736b61", "mkv")]
    [InlineData("52494646 00100000 41564920 4c495354", "avi")]
    [InlineData("000001ba 44000400 04010189 c3f80000", "mpeg")]
    [InlineData("188*47", "mpeg")]
    [InlineData("192*47", "mpeg")]
    [InlineData("3026b275 8e66cf11 a6d900aa 0062ce6c 00100000", "wmv")]
    [InlineData("00000018 66747970 68656963 00000000 6d696631 68656963", null)]
    [InlineData("0000001c 66747970 61766966 00000000 61766966 6d696631 6d696166", null)]
    [InlineData("52494646 00100000 57415645 666d7420", null)]
    [InlineData("52494646 00100000 57454250 56503820", null)]
    [InlineData("1a45dfa3", null)]
    [InlineData("1a45dfa3 9f4282", null)]
    [InlineData("1a45dfa3 9f428288 6d61", null)]
    [InlineData("00000020 66747970", null)]
    [InlineData("00000018 66747970 43414550 00000000 43414550 6e696b6f 00000010 6d6f6f76 00000000 00000000", "mp4")]
    [InlineData("00000018 66747970 43414550 00000000 43414550 6e696b6f 00000010 6d657461 00000000 00000000", null)]
    [InlineData("47000000 00000000", null)]
    [InlineData("000001b3 14010800", null)]
    [InlineData("504b0304 14000600", null)]
    [InlineData("89504e47 0d0a1a0a 0000000d 49484452", null)]
    [InlineData("", null)]
    public void Format_is_told_by_the_first_bytes(string hex, string? format) =>
        Assert.Equal(format, UploadPolicy.FormatOf(Bytes(hex)));

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\nfile:///etc/passwd\n")]
    [InlineData("ffconcat version 1.0\nfile '../other.mp4'\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD></MPD>")]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\n")]
    [InlineData("Ini bukan video, hanya teks yang panjang.")]
    public void Text_is_no_video(string text) => Assert.Null(UploadPolicy.FormatOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Every_known_format_has_a_row_in_the_table_above()
    {
        var rows = typeof(UploadPolicyTests).GetMethod(nameof(Format_is_told_by_the_first_bytes))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>().Select(row => (string?)row.Data[1]).OfType<string>()
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(UploadPolicy.Formats, rows);
        Assert.Subset(
            UploadPolicy.Formats.ToHashSet(StringComparer.Ordinal), Rules.Formats.ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("00000018 66747970 6d703432 00000000 6d703432 69736f6d", null)]
    [InlineData("000001ba 44000400 04010189 c3f80000", "uploads.format-not-taken")]
    [InlineData("504b0304 14000600", "uploads.not-a-video")]
    public void Content_must_be_a_format_that_the_period_takes(string hex, string? code)
    {
        var refusal = UploadPolicy.WhyNotContent(Bytes(hex), Rules);

        Assert.Equal(code, refusal?.Sentence.Code);
        Assert.Equal(code is null ? null : "MP4, MOV, WEBM, MKV", refusal?.Sentence.Values["formats"]);
    }

    [Theory]
    [InlineData(500, 9_500, 0, true, null)]
    [InlineData(0, 0, 0, true, "uploads.empty")]
    [InlineData(-1, 0, 0, true, "uploads.empty")]
    [InlineData(501, 0, 0, true, "uploads.too-large")]
    [InlineData(500, 9_501, 0, true, "uploads.quota")]
    [InlineData(1, 10_001, 0, true, "uploads.quota")]
    [InlineData(1, 0, 5, true, "uploads.too-many-open")]
    [InlineData(1, 0, 4, true, null)]
    [InlineData(1, 0, 0, false, "uploads.no-room")]
    public void File_is_judged_by_size_quota_and_room(
        long megabytes, long usedMegabytes, int open, bool hasRoom, string? code) => Assert.Equal(
        code,
        UploadPolicy.WhyNotCreate(Facts() with
        {
            LengthBytes = megabytes * Mb, QuotaUsedBytes = usedMegabytes * Mb, OpenUploads = open, HasRoom = hasRoom,
        }, Due.AddMinutes(-1))?.Sentence.Code);

    [Fact]
    public void Quota_refusal_says_what_is_left()
    {
        var refusal = UploadPolicy.WhyNotCreate(
            Facts() with { LengthBytes = 300 * Mb, QuotaUsedBytes = 9_900 * Mb }, Due.AddDays(-1));

        Assert.Equal(
            new Refusal(
                RefusalKind.TooLarge,
                Sentence.Of("uploads.quota", ("size", new Bytes(300 * Mb)), ("left", new Bytes(100 * Mb))), "file"),
            refusal);
    }

    public static TheoryData<PeriodStatus, EntryStatus> AllStates() =>
        new(Enum.GetValues<PeriodStatus>()
            .SelectMany(period => Enum.GetValues<EntryStatus>().Select(entry => (period, entry))));

    [Theory]
    [MemberData(nameof(AllStates))]
    public void Only_drafts_and_returned_entries_of_a_running_period_take_a_file(PeriodStatus period, EntryStatus entry)
    {
        var expected = entry is not (EntryStatus.Draft or EntryStatus.Returned) ? "uploads.entry-status"
            : period is not (PeriodStatus.Open or PeriodStatus.Reviewing) ? "uploads.period-not-open"
            : null;

        Assert.Equal(expected, UploadPolicy.WhyNotUpload(period, entry, Due, Due.AddDays(-1))?.Sentence.Code);
        Assert.Equal(
            expected,
            UploadPolicy.WhyNotContinue(period, entry, Due, TimeSpan.Zero, null, Due.AddDays(-1))?.Sentence.Code);
    }

    /// <summary>Minutes relative to the closing; grace is 120.</summary>
    [Theory]
    [InlineData(null, -0.001, null)]
    [InlineData(null, 0.0, 0.0)]
    [InlineData(-0.001, 119.999, null)]
    [InlineData(-0.001, 120.0, 120.0)]
    [InlineData(0.0, 1.0, 0.0)]
    public void Upload_goes_on_as_the_closing_allows(double? begun, double at, double? closedAt)
    {
        var refusal = UploadPolicy.WhyNotContinue(
            PeriodStatus.Open, EntryStatus.Draft, Due, TimeSpan.FromMinutes(120),
            begun is { } minutes ? Due.AddMinutes(minutes) : null, Due.AddMinutes(at));

        Assert.Equal(closedAt is { } end
            ? new Refusal(RefusalKind.Forbidden, Sentence.Of("uploads.closed", ("at", Due.AddMinutes(end))))
            : null, refusal);
    }

    private static UploadFacts Facts() => new()
    {
        Period = PeriodStatus.Open, Entry = EntryStatus.Draft, Due = Due, Rules = Rules, LengthBytes = Mb,
        QuotaUsedBytes = 0, OpenUploads = 0, HasRoom = true,
    };

    private static byte[] Bytes(string hex)
    {
        if (hex.Split('*') is not [var packet, _])
        {
            return Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        }

        var length = int.Parse(packet, System.Globalization.CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, length * 20)
            .Select(at => at % length == (length == 192 ? 4 : 0) ? (byte)0x47 : (byte)at)];
    }
}
