using System.Buffers.Binary;
using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class MovieHeaderTests
{
    private static readonly byte[] Start = [.. Box("ftyp", new byte[16]), .. Box("free", new byte[5])];

    [Fact]
    public void Look_at_a_file_that_grows_tells_the_duration_once_when_all_its_tracks_are_named()
    {
        byte[] file =
        [
            .. Start, .. Box("moov", [.. Box("mvhd", Header(0, 600, 54_321)), .. Box("trak", new byte[100])]),
            .. Box("mdat", new byte[100]),
        ];
        var (header, told) = (new MovieHeader(), new List<(int, TimeSpan)>());

        for (var length = 0; length <= file.Length; length++)
        {
            if (header.Look(SoFar(file, length)) is { } duration)
            {
                told.Add((length, duration));
            }
        }

        Assert.Equal([(Start.Length + 8 + 108 + 8, TimeSpan.FromSeconds(90.535))], told);
        Assert.True(header.IsOver);
    }

    [Fact]
    public void Look_at_an_index_behind_the_pictures_waits_for_it()
    {
        byte[] pictures = [0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 116, .. new byte[100]];
        byte[] file = [.. Start, .. pictures, .. Box(
            "moov", [.. Box("udta", new byte[9]), .. Box("mvhd", Header(1, 90_000, 27_000_000))])];
        var header = new MovieHeader();

        Assert.Null(header.Look(SoFar(file, Start.Length + 10)));
        Assert.Null(header.Look(SoFar(file, Start.Length + pictures.Length)));
        Assert.False(header.IsOver);
        Assert.Equal(TimeSpan.FromMinutes(5), header.Look(SoFar(file, file.Length)));
    }

    [Theory]
    [InlineData(0, 1000u, 0ul)]
    [InlineData(0, 1000u, uint.MaxValue)]
    [InlineData(1, 1000u, ulong.MaxValue)]
    [InlineData(1, 1u, ulong.MaxValue - 1)]
    [InlineData(0, 0u, 1000ul)]
    public void Look_at_a_header_without_a_duration_tells_none(int version, uint scale, ulong units)
    {
        byte[] file = [.. Start, .. Box("moov", Box("mvhd", Header(version, scale, units)))];
        var header = new MovieHeader();

        Assert.Null(header.Look(SoFar(file, file.Length)));
        Assert.True(header.IsOver);
    }

    [Fact]
    public void Look_at_a_movie_that_goes_on_in_fragments_tells_none()
    {
        byte[] file = [.. Start, .. Box(
            "moov",
            [.. Box("mvhd", Header(0, 600, 3000)), .. Box("trak", new byte[100]), .. Box("mvex", new byte[9])])];
        var header = new MovieHeader();

        Assert.All(Enumerable.Range(0, file.Length + 1), length => Assert.Null(header.Look(SoFar(file, length))));
        Assert.True(header.IsOver);
    }

    [Theory]
    [InlineData("00000007 66747970")]
    [InlineData("00000000 6d646174")]
    [InlineData("00000001 6d646174 0000000000000002")]
    [InlineData("00000001 6d646174 ffffffffffffffff")]
    public void Look_at_boxes_that_lead_nowhere_ends(string hex)
    {
        byte[] file = [.. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), .. new byte[40]];
        var header = new MovieHeader();

        Assert.Null(header.Look(SoFar(file, file.Length)));
        Assert.Null(header.Look(SoFar(file, file.Length)));
    }

    [Fact]
    public void Look_at_thousands_of_boxes_gives_up()
    {
        byte[] file = [.. Enumerable.Repeat(Box("free", []), 5000).SelectMany(box => box), .. Box(
            "moov", Box("mvhd", Header(0, 1, 100)))];
        var header = new MovieHeader();

        Assert.Null(header.Look(SoFar(file, file.Length)));
        Assert.True(header.IsOver);
    }

    private static BoxSource SoFar(byte[] file, int length) => new(
        length, (position, count) => position + count <= length ? file[(int)position..(int)(position + count)] : null);

    private static byte[] Box(string type, byte[] content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.ASCII.GetBytes(type).CopyTo(box, 4);
        content.CopyTo(box, 8);
        return box;
    }

    private static byte[] Header(int version, uint scale, ulong units)
    {
        var header = new byte[version == 1 ? 112 : 100];
        header[0] = (byte)version;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(version == 1 ? 20 : 12), scale);
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(24), units);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), (uint)units);
        }

        return header;
    }
}
