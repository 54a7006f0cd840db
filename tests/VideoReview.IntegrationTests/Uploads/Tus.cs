using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace VideoReview.IntegrationTests.Uploads;

/// <summary>What a server answered: enough to compare as a whole.</summary>
public sealed record Told(int Status, long? Offset = null, string? Code = null);

/// <summary>A client of the protocol that says exactly what a test wants said.</summary>
public sealed class Tus : IDisposable
{
    private readonly HttpClient http;

    public Tus(Uri address, string cookie)
    {
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address, Timeout = TimeSpan.FromMinutes(2),
        };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    public HttpClient Http => http;

    public static HttpRequestMessage Request(
        HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>In the version of HTTP that the client was told to speak.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation = default)
    {
        (request.Version, request.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
        return http.SendAsync(request, cancellation);
    }

    public async Task<Told> TellAsync(HttpRequestMessage request)
    {
        using var answer = await SendAsync(request);
        return await ToldAsync(answer);
    }

    public static async Task<Told> ToldAsync(HttpResponseMessage answer)
    {
        var code = answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? (await answer.Content.ReadFromJsonAsync<Refused>())?.Code
            : null;
        return new((int)answer.StatusCode, Number(answer, "Upload-Offset"), code);
    }

    public Task<Told> TryCreateAsync(Guid entry, long length) => TellAsync(Creation(entry, length));

    /// <summary>The new upload's address.</summary>
    public async Task<string> CreateAsync(Guid entry, long length, string fileName = "video.mp4")
    {
        using var answer = await SendAsync(Creation(entry, length, fileName));
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException(
                $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        return answer.Headers.Location!.OriginalString;
    }

    public static HttpRequestMessage Creation(Guid entry, long length, string fileName = "video.mp4") => Request(
        HttpMethod.Post, $"/uploads?entry={entry}", ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
        ("Upload-Metadata",
            $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(fileName))},filetype dmlkZW8vbXA0"));

    public Task<Told> PatchAsync(
        string url, long offset, ReadOnlyMemory<byte> bytes, params (string Name, string Value)[] headers) =>
        TellAsync(Patch(url, offset, Body(bytes), headers));

    public static HttpRequestMessage Patch(
        string url, long offset, HttpContent content, params (string Name, string Value)[] headers)
    {
        var request = Request(
            HttpMethod.Patch, url, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);
        request.Content = content;
        return request;
    }

    public static HttpContent Body(ReadOnlyMemory<byte> bytes) => Typed(new ReadOnlyMemoryContent(bytes));

    public static HttpContent Typed(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return content;
    }

    public Task<Told> HeadAsync(string url) => TellAsync(Request(HttpMethod.Head, url));

    public Task<Told> DeleteAsync(string url) => TellAsync(Request(HttpMethod.Delete, url));

    public async Task<Told> HashAsync(string url, string sha256)
    {
        var request =
            new HttpRequestMessage(HttpMethod.Post, url + "/hash") { Content = JsonContent.Create(new { sha256 }) };
        request.Headers.Add("X-Requested-By", "vr-uploader");
        return await TellAsync(request);
    }

    public void Dispose() => http.Dispose();

    private static long? Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values)
            ? long.Parse(values.Single(), CultureInfo.InvariantCulture)
            : null;

    private sealed record Refused(string Code, string Sentence);
}
