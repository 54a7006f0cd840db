using System.Buffers.Binary;
using System.Text;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class BoxWalkTests
{
    [Theory]
    [InlineData("ftyp:8 moov:40 mdat:100", false, false)]
    [InlineData("ftyp:8 mdat:100 moov:40", false, true)]
    [InlineData("ftyp:8 mdat:100 free:8 moov:40", false, true)]
    [InlineData("ftyp:8 moov:40 mdat:100 moov:8", false, true)]
    [InlineData("ftyp:8 mdat:100", true, false)]
    [InlineData("ftyp:8", true, false)]
    [InlineData("", true, false)]
    public void Walk_of_whole_boxes_tells_where_the_index_stands_and_whether_there_is_one(
        string boxes, bool isCut, bool startsLate) =>
        Assert.Equal((isCut, startsLate), Outline(WalkMp4(Boxes(boxes))));

    [Fact]
    public void Walk_of_pictures_longer_than_the_file_says_cut()
    {
        var file = Boxes("ftyp:8 moov:40 mdat:1000");

        Assert.True(WalkMp4(file[..^1]).IsCut);
        Assert.True(WalkMp4(file[..^990]).IsCut);
    }

    [Fact]
    public void Walk_of_a_large_box_reads_its_length_of_eight_bytes()
    {
        byte[] file = [.. Boxes("ftyp:8 moov:40"), 0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 116, .. new byte[100]];

        Assert.Equal((false, false), Outline(WalkMp4(file)));
        Assert.True(WalkMp4(file[..^1]).IsCut);
    }

    [Fact]
    public void Walk_of_a_box_of_length_zero_goes_to_the_end() => Assert.Equal(
        (false, false), Outline(WalkMp4([.. Boxes("ftyp:8 moov:40"), 0, 0, 0, 0, .. "mdat"u8, .. new byte[9]])));

    [Fact]
    public void Walk_of_padding_at_the_end_minds_nothing() =>
        Assert.False(WalkMp4([.. Boxes("ftyp:8 moov:40 mdat:100"), 0, 0, 0]).IsCut);

    [Fact]
    public void Walk_of_a_length_that_no_file_has_says_cut() =>
        Assert.True(
            WalkMp4([.. Boxes("ftyp:8 moov:40"), 0, 0, 0, 1, .. "mdat"u8, .. Enumerable.Repeat((byte)0xFF, 8)]).IsCut);

    [Theory]
    [InlineData(100, 100, false)]
    [InlineData(100, 99, true)]
    public void Walk_of_matroska_compares_the_segment_with_the_file(int said, int there, bool isCut)
    {
        byte[] file =
            [0x1A, 0x45, 0xDF, 0xA3, 0x81, 0x00, 0x18, 0x53, 0x80, 0x67, (byte)(0x80 | said), .. new byte[there]];

        Assert.Equal((isCut, false), Outline(Walk(file, "webm")));
    }

    [Fact]
    public void Walk_of_matroska_written_live_takes_any_end() =>
        Assert.False(Walk([0x1A, 0x45, 0xDF, 0xA3, 0x81, 0x00, 0x18, 0x53, 0x80, 0x67, 0xFF, 1, 2, 3], "mkv").IsCut);

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Walk_of_riff_compares_its_length_with_the_file(int said, bool isCut)
    {
        byte[] file = [.. "RIFF"u8, (byte)said, 0, 0, 0, .. new byte[20]];

        Assert.Equal(isCut, Walk(file, "avi").IsCut);
    }

    /// <summary>A duration in the header, and an index that is there or named: both, or it was written live.</summary>
    [Theory]
    [InlineData("44 89 84 46 1C 40 00", "1C 53 BB 6B 81 00", false)]
    [InlineData("44 89 88 40 C3 88 00 00 00 00 00", "11 4D 9B 74 8A 4D BB 87 53 AB 84 1C 53 BB 6B", false)]
    [InlineData("44 89 84 46 1C 40 00", "", true)]
    [InlineData("44 89 84 46 1C 40 00", "11 4D 9B 74 8A 4D BB 87 53 AB 84 15 49 A9 66", true)]
    [InlineData("44 89 84 00 00 00 00", "1C 53 BB 6B 81 00", true)]
    [InlineData("2A D7 B1 83 0F 42 40", "1C 53 BB 6B 81 00", true)]
    [InlineData("44 89 83 46 1C 40", "1C 53 BB 6B 81 00", true)]
    public void Walk_of_matroska_without_duration_or_index_says_live(string info, string index, bool isLive)
    {
        var told = Bytes(info);
        byte[] file =
        [
            0x1A, 0x45, 0xDF, 0xA3, 0x81, 0x00, 0x18, 0x53, 0x80, 0x67, 0xFF, .. Bytes(index), 0x15, 0x49, 0xA9, 0x66,
            (byte)(0x80 | told.Length), .. told, 0x1F, 0x43, 0xB6, 0x75, 0xFF, 1, 2, 3,
        ];

        Assert.Equal(new(IsCut: false, StartsLate: false, isLive), Walk(file, "webm"));
    }

    [Theory]
    [InlineData(600, "trak:9", false)]
    [InlineData(0, "trak:9", true)]
    [InlineData(-1, "trak:9", true)]
    [InlineData(600, "trak:9 mvex:9", true)]
    public void Walk_of_mp4_without_duration_or_in_fragments_says_live(int units, string tracks, bool isLive)
    {
        var header = Boxes("mvhd:100");
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(20), 600);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), units);
        byte[] movie = [.. Boxes("moov:0"), .. header, .. Boxes(tracks)];
        BinaryPrimitives.WriteInt32BigEndian(movie, movie.Length);

        Assert.Equal(
            new(IsCut: false, StartsLate: false, isLive),
            WalkMp4([.. Boxes("ftyp:8"), .. movie, .. Boxes("mdat:100")]));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static (bool IsCut, bool StartsLate) Outline(Boxes found) => (found.IsCut, found.StartsLate);

    private static Boxes WalkMp4(byte[] file) => Walk(file, "mp4");

    private static Boxes Walk(byte[] file, string format) =>
        BoxWalk.Walk(
            new(file.Length, (position, count) =>
                position + count <= file.Length ? file[(int)position..((int)position + count)] : null),
            format);

    /// <summary>"type:bytes" with that many bytes inside.</summary>
    private static byte[] Boxes(string boxes) =>
    [
        .. boxes.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(box =>
        {
            var (type, inside) = (box[..4], int.Parse(box[5..], System.Globalization.CultureInfo.InvariantCulture));
            var bytes = new byte[8 + inside];
            BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
            Encoding.ASCII.GetBytes(type).CopyTo(bytes, 4);
            return bytes;
        }),
    ];
}
