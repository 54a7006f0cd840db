using System.Text.Json;

namespace VideoReview.Web.Shell;

/// <summary>One package whose code is shipped to browsers, with the notice that goes with it.</summary>
internal sealed record Licence(string Name, string Version, string Kind, string Notice);

/// <summary>The notices as the bundling found them (Islands/licences.mjs); read once.</summary>
internal static class Licences
{
    private static readonly Lazy<IReadOnlyList<Licence>> Read = new(() =>
    {
        using var file = Asset.Open("licences.json");
        return JsonSerializer.Deserialize<List<Licence>>(file, JsonSerializerOptions.Web)!;
    });

    public static IReadOnlyList<Licence> All => Read.Value;
}
