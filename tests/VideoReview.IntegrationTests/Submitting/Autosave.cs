using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VideoReview.Domain.Entries;
using VideoReview.IntegrationTests.Support;

namespace VideoReview.IntegrationTests.Submitting;

/// <summary>What the island sends by itself while a profile is typed.</summary>
internal static class Autosave
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        HttpClient browser, Entry entry, Page opened, params (string Name, string Value)[] typed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/own-entries/{entry.Id}/profile");
        request.Headers.Add("X-Requested-By", "vr-autosave");
        request.Content = new FormUrlEncodedContent(
            [
                .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value)),
                new("Input.Version", opened.Value("draft", "Input.Version")!),
                new("__RequestVerificationToken", opened.Value("draft", "__RequestVerificationToken")!),
            ]);
        using var answer = await browser.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
