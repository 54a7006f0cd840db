using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoReview.Benchmarks;

/// <summary>
/// The least that an upload can be: the same web server copies the request's body into a file. No protocol, no
/// hash, no fsync, no database.
/// </summary>
internal static class PlainCopy
{
    /// <summary>The word of the command line under which this program is that server.</summary>
    public const string Word = "plain-copy";

    public static Task ServeAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(
            kestrel => (kestrel.Limits.MaxRequestBodySize, kestrel.Limits.MinRequestBodyDataRate) = (null, null));
        var app = builder.Build();
        app.MapPut("/files/{name}", async (string name, HttpRequest request) =>
        {
            await using var file = new FileStream(
                Path.Combine(folder, Guid.Parse(name, CultureInfo.InvariantCulture).ToString("N")), FileMode.CreateNew,
                FileAccess.Write, FileShare.None, 0);
            await request.Body.CopyToAsync(file, 128 << 10);
        });
        return app.RunAsync();
    }
}
