using System.Globalization;

namespace VideoReview.Application;

/// <summary>
/// "health PORT": asks the program beside it, in the same container, whether it is ready, and ends with 0 or 1. So an
/// image needs neither a shell nor curl for its health check.
/// </summary>
public static class HealthWord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static bool Is(string[] args) => args is ["health", _];

    public static async Task<int> AskAsync(string[] args)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            var port = int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture);
            using var answer = await client.GetAsync(
                new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port, "/health/ready").Uri);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }
}
