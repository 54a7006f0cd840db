using Xunit;

namespace VideoReview.IntegrationTests.Operations;

/// <summary>An open stream, read event by event.</summary>
internal sealed class LiveStream(HttpResponseMessage answer, StreamReader reader) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpResponseMessage Answer => answer;

    public static async Task<LiveStream> OpenAsync(HttpClient browser, string topics)
    {
        var answer = await browser.GetAsync(
            "/live?topics=" + Uri.EscapeDataString(topics), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return new LiveStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation)));
    }

    /// <summary>The next line with data; null = the stream has ended.</summary>
    public async Task<string?> NextAsync()
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(Cancellation);
        }
        while (line is not null && !line.StartsWith("data:", StringComparison.Ordinal));
        return line;
    }

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
    }
}
