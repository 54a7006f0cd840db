using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VideoReview.Web.Shell;

/// <summary>Addresses of bundled files with their content's hash, so that browsers may keep them for a year.</summary>
internal static class Asset
{
    private static readonly ConcurrentDictionary<string, string> Urls = new(StringComparer.Ordinal);

    private static string root = "wwwroot";

    /// <summary>Where the files lie; told once at start.</summary>
    public static void Use(IWebHostEnvironment environment)
    {
        root = environment.WebRootPath;
        Urls.Clear();
    }

    public static string Url(string name) => Urls.GetOrAdd(name, Hashed);

    public static FileStream Open(string name) => File.OpenRead(Path.Combine(root, "assets", name));

    private static string Hashed(string name)
    {
        using var file = Open(name);
        return $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(file))[..12]}";
    }
}
