using System.Net;
using VideoReview.Application.Accounts;
using VideoReview.IntegrationTests.Support;
using VideoReview.IntegrationTests.Uploads;
using Xunit;

namespace VideoReview.FaultTests.Support;

/// <summary>A person at the real web: signed in through its form, sending by the protocol.</summary>
internal static class Sending
{
    public static async Task<Tus> SignInAsync(RunningProgram web, Account account)
    {
        using var jar = new CookieJar();
        using var browser = new HttpClient(jar, disposeHandler: false) { BaseAddress = web.Address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        var page = await Page.OpenAsync(browser, "/sign-in");
        var answer = await page.SendAsync(
            "sign-in", ("Input.Email", account.Email), ("Input.Password", People.Password));
        Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Text);
        return new(web.Address, jar.Header);
    }

    /// <summary>Keeps cookies as a browser does on this machine, where plain HTTP counts as safe.</summary>
    private sealed class CookieJar()
        : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        public string Header => string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.Count > 0)
            {
                request.Headers.Add("Cookie", Header);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            return answer;
        }
    }
}
