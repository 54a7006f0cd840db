using VideoReview.Domain.Media;
using Xunit;

namespace VideoReview.UnitTests.Media;

public sealed class NalUnitTests
{
    private static readonly byte[] Slice = [0x65, 0x88, 0x84, 0, 0, 3, 1, 0x7F];
    private static readonly byte[] Parameters = [0x67, 0x42, 0xC0, 0x1E];

    [Fact]
    public void Units_whose_lengths_add_up_are_whole() =>
        Assert.True(NalUnits.AreWhole(Packet(Parameters, Slice), isHevc: false));

    [Fact]
    public void Hole_of_zeros_is_seen_wherever_it_begins()
    {
        var packet = Packet(Parameters, Slice, [0x41, .. Enumerable.Range(1, 100).Select(i => (byte)i)]);
        for (var at = 0; at + 8 <= packet.Length; at++)
        {
            var holed = packet.ToArray();
            holed.AsSpan(at, 8).Clear();

            Assert.False(NalUnits.AreWhole(holed, isHevc: false), $"A hole at {at}.");
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 9, 0x65, 1, 2 }, "longer than what is there")]
    [InlineData(new byte[] { 0, 0, 0, 3, 0xE5, 1, 2 }, "the forbidden bit")]
    [InlineData(new byte[] { 0, 0, 0, 3, 0x60, 1, 2 }, "a type that is none")]
    [InlineData(new byte[] { 0, 0, 0, 5, 0x65, 9, 0, 0, 1 }, "a start code inside")]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x65, 0, 0 }, "a rest")]
    public void Packet_that_no_encoder_writes_is_not_whole(byte[] packet, string because) =>
        Assert.False(NalUnits.AreWhole(packet, isHevc: false), because);

    [Fact]
    public void Units_of_hevc_have_headers_of_two_bytes()
    {
        Assert.True(NalUnits.AreWhole(Packet([0x26, 0x01, 0xAF, 0x08]), isHevc: true));
        Assert.False(NalUnits.AreWhole(Packet([0x26, 0x00, 0xAF, 0x08]), isHevc: true));
        Assert.False(NalUnits.AreWhole(Packet([0x7E, 0x01, 0xAF, 0x08]), isHevc: true));
    }

    private static byte[] Packet(params byte[][] units) =>
        [.. units.SelectMany(unit => (byte[])[0, 0, 0, (byte)unit.Length, .. unit])];
}
