using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using VideoReview.Application.Notices;

namespace VideoReview.Application.Uploads;

/// <summary>What became of a body that the server sent to itself through its public address.</summary>
public enum LineFinding
{
    /// <summary>It arrived whole and as it was sent.</summary>
    Fine,

    /// <summary>Nobody of ours answered at that address.</summary>
    Unreachable,

    /// <summary>Something on the way ended or refused it.</summary>
    Cut,

    /// <summary>
    /// Something on the way kept it back and passed it on at the end: no progress, no early refusal, and
    /// lost whole when the line breaks.
    /// </summary>
    Buffered,
}

/// <param name="Detail">For admins: status code or the network's own words; "" = none.</param>
public sealed record LineProbe(LineFinding Finding, string Detail = "");

/// <param name="Large">A body of several MB in one go.</param>
/// <param name="Slow">A small body with a long pause in the middle.</param>
public sealed record LineReport(Uri Address, LineProbe Large, LineProbe Slow);

/// <summary>How a body came in: told by whoever received it.</summary>
/// <param name="Milliseconds">From its first byte to its end.</param>
public sealed record LineArrival(long Bytes, double Milliseconds);

/// <summary>
/// Sends bodies to the program's own public address, to find out whether a proxy in between cuts or holds back uploads.
/// </summary>
public sealed class UploadLine(
    IDataProtectionProvider protection, IOptions<MailOptions> mail, IOptions<UploadOptions> options) : IDisposable
{
    private const int LargeBytes = 8_000_000, PieceBytes = 65_536;

    /// <summary>A body is not taken beyond this.</summary>
    private const long MostBytes = 16_000_000;

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2), Patience = TimeSpan.FromSeconds(60);

    private readonly ITimeLimitedDataProtector tokens = protection.CreateProtector("VideoReview.UploadLine")
        .ToTimeLimitedDataProtector();

    /// <summary>
    /// Only our own noise travels here, by a token that ends: whose certificate it is does not matter, and one of an
    /// office's own making is usual.
    /// </summary>
    private readonly HttpClient http = new(new HttpClientHandler
    {
#pragma warning disable MA0039 // said above
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
#pragma warning restore MA0039
        UseCookies = false,
        AllowAutoRedirect = false,
    }) { Timeout = Patience };

    /// <param name="askedAt">
    /// Where the admin's own page was asked for; Mail:PublicUrl, when set, is the better answer.
    /// </param>
    public async Task<LineReport> TestAsync(Uri askedAt, CancellationToken cancellation)
    {
        var address = mail.Value.PublicUrl ?? askedAt;
        var place = new Uri(address, "/upload-line/" + Uri.EscapeDataString(tokens.Protect("test", Validity)));
        var pause = options.Value.LinePause;
        var large = await ProbeAsync(place, new NoiseBody(LargeBytes, TimeSpan.Zero), cancellation);
        var slow = await ProbeAsync(place, new NoiseBody(2 * PieceBytes, pause), cancellation);
        return new(
            address, large.Probe,
            slow is { Probe.Finding: LineFinding.Fine, Milliseconds: var spent } && spent < pause.TotalMilliseconds / 2
                ? new(LineFinding.Buffered)
                : slow.Probe);
    }

    /// <summary>Null = the token is not ours, or too old.</summary>
    public async Task<LineArrival?> ReceiveAsync(string token, PipeReader body, CancellationToken cancellation)
    {
        if (!IsOurs(token))
        {
            return null;
        }

        long bytes = 0, begun = 0;
        var isMore = true;
        while (isMore && bytes < MostBytes)
        {
            var read = (await body.ReadAsync(cancellation)).Buffer;
            begun = begun == 0 ? Stopwatch.GetTimestamp() : begun;
            isMore = !read.IsEmpty;
            bytes += read.Length;
            body.AdvanceTo(read.End);
        }

        return new(bytes, begun == 0 ? 0 : Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    public void Dispose() => http.Dispose();

    private bool IsOurs(string token)
    {
        try
        {
            return tokens.Unprotect(token) == "test";
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private async Task<(LineProbe Probe, double Milliseconds)> ProbeAsync(
        Uri place, NoiseBody body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, place) { Content = body };
            request.Headers.Add("X-Requested-By", "upload-line");
            using var answer = await http.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                var isOther = answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed;
                return (new(
                    isOther ? LineFinding.Unreachable : LineFinding.Cut,
                    ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)),
                    0);
            }

            return await answer.Content.ReadFromJsonAsync<LineArrival>(cancellation) is { } arrival
                && arrival.Bytes == body.Length
                ? (new(LineFinding.Fine), arrival.Milliseconds) : (new(LineFinding.Cut), 0);
        }
        catch (JsonException)
        {
            return (new(LineFinding.Unreachable), 0);
        }
        catch (HttpRequestException e)
        {
            var isNobody = e.HttpRequestError is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
            return (new(isNobody ? LineFinding.Unreachable : LineFinding.Cut, e.Message), 0);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new(LineFinding.Cut), 0);
        }
    }

    private sealed class NoiseBody(int length, TimeSpan pause) : HttpContent
    {
        public int Length => length;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[PieceBytes];
            Random.Shared.NextBytes(piece);
            for (var sent = 0; sent < length; sent += PieceBytes)
            {
                await stream.WriteAsync(piece.AsMemory(0, Math.Min(PieceBytes, length - sent)));
                await stream.FlushAsync();
                await Task.Delay(sent == 0 ? pause : TimeSpan.Zero);
            }
        }

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return true;
        }
    }
}
