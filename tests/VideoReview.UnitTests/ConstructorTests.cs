using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace VideoReview.UnitTests;

/// <summary>
/// A class that asks for more than seven others does several things. Records are given values and are not meant.
/// </summary>
public sealed class ConstructorTests
{
    private const int Most = 7;

    [Fact]
    public void No_class_asks_for_more_than_seven_others() =>
        Assert.Equal([], SourceText.Rooms.SelectMany(room => room.GetTypes()).SelectMany(TooLong));

    [Fact]
    public void Longer_constructor_is_found() =>
        Assert.Equal(["Greedy(8)"], TooLong(typeof(Greedy)).Concat(TooLong(typeof(Values))));

    private static IEnumerable<string> TooLong(Type type) => IsMeant(type)
        ? type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(made => made.GetParameters().Length > Most)
            .Select(made => $"{type.Name}({made.GetParameters().Length})")
        : [];

    private static bool IsMeant(Type type) =>
        type.IsClass && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.GetMethod("<Clone>$") is null;

    private sealed class Greedy(int a, int b, int c, int d, int e, int f, int g, int h)
    {
        public int Sum { get; } = a + b + c + d + e + f + g + h;
    }

    private sealed record Values(int A, int B, int C, int D, int E, int F, int G, int H);
}
