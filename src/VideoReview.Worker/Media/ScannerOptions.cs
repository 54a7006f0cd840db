namespace VideoReview.Worker.Media;

/// <summary>
/// Section "Scanner": a clamd that looks at each file before ffmpeg does. Its own StreamMaxLength, MaxFileSize and
/// MaxScanSize must be above the largest video.
/// </summary>
public sealed class ScannerOptions
{
    /// <summary>"unix:///run/clamav/clamd.ctl" or "tcp://clamav:3310"; empty = off, the default.</summary>
    public string Address { get; set; } = "";

    /// <summary>For one file, the answer included; default 10 min.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Null = off.</summary>
    public Uri? Clamd => Address.Length == 0 ? null : new(Address);

    /// <summary>Is the address one of the two kinds, or empty?</summary>
    public bool IsUnderstood =>
        Address.Length == 0 || (Uri.TryCreate(Address, UriKind.Absolute, out var found)
            && found is { Scheme: "unix", AbsolutePath.Length: > 1 } or { Scheme: "tcp", Port: > 0, Host.Length: > 0 });
}
