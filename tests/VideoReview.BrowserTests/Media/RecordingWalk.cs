using Microsoft.EntityFrameworkCore;
using VideoReview.BrowserTests.Support;
using VideoReview.Domain.Accounts;
using VideoReview.Domain.Entries;
using VideoReview.Domain.Media;
using VideoReview.Domain.Periods;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.BrowserTests.Media;

/// <summary>
/// What this browser itself records goes up, is taken and plays: recorded in a page, as somebody does who films with a
/// web site, in every form that this browser can write.
/// </summary>
public sealed class RecordingWalk(Site site, Browser browser) : Walk(site, browser)
{
    private static readonly string[] Forms =
    [
        "video/webm;codecs=vp8,opus", "video/webm;codecs=vp9,opus", "video/webm;codecs=h264,opus",
        "video/webm;codecs=av1,opus", "video/x-matroska;codecs=avc1,opus", "video/x-matroska;codecs=av1,opus",
        "video/mp4;codecs=vp9,opus", "video/mp4;codecs=av01.0.04M.08,opus",
    ];

    /// <summary>All at once, of one moving picture with a tone, each sent to the entry of its own.</summary>
    private const string RecordsAndSends = """
        async ([forms, entries]) => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
            const pen = canvas.getContext("2d");
            let turn = 0;
            const drawing = setInterval(() => {
                pen.fillStyle = `hsl(${(turn += 7) % 360} 80% 50%)`;
                pen.fillRect(0, 0, 320, 180);
                pen.clearRect(turn % 300, 60, 40, 40);
            }, 100);
            const sound = new AudioContext();
            const [tone, ear] = [sound.createOscillator(), sound.createMediaStreamDestination()];
            tone.connect(ear);
            tone.start();
            await sound.resume();
            const stream = new MediaStream([...canvas.captureStream(10).getTracks(), ...ear.stream.getTracks()]);
            const sent = await Promise.all(forms.map(async (form, i) => {
                const [recorder, parts] = [new MediaRecorder(stream, { mimeType: form }), []];
                recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
                const ended = new Promise((end) => recorder.addEventListener("stop", end));
                recorder.start(500);
                setTimeout(() => recorder.stop(), 4000);
                await ended;
                const file = new Blob(parts);
                const headers = { "Tus-Resumable": "1.0.0", "Upload-Length": `${file.size}`,
                    "Content-Type": "application/offset+octet-stream",
                    "Upload-Metadata": "filename " + btoa("rekaman") };
                const answer = await fetch(`/uploads?entry=${entries[i]}`, { method: "POST", headers, body: file });
                return `${answer.status}`;
            }));
            clearInterval(drawing);
            return sent;
        }
        """;

    /// <summary>How long it says that it is, to where it could be brought, and that it goes on from there.</summary>
    private const string PlaysFromTheMiddle = """
        async (id) => {
            const video = Object.assign(document.createElement("video"), { muted: true, src: `/videos/${id}/play` });
            document.body.append(video);
            const heard = (name) => new Promise((resolve, reject) => {
                video.addEventListener(name, resolve, { once: true });
                video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
            });
            await heard("loadedmetadata");
            const length = video.duration;
            const seeked = heard("seeked");
            video.currentTime = 2;
            await seeked;
            const at = video.currentTime;
            await video.play();
            while (video.currentTime < 2.3) await heard("timeupdate");
            video.remove();
            return [length, at, video.videoWidth];
        }
        """;

    [Fact]
    public async Task Recordings_of_the_browser_are_taken_and_play_from_their_middle()
    {
        var period = await Entries.AddPeriodAsync(
            change: p => p.FileRules = new FileRules { MinimumDuration = TimeSpan.FromSeconds(3) });
        var unit = await AddUnitAsync();
        var account = await People.AddAsync(unit, Role.Submitter);
        var drafts = new List<Entry>();
        foreach (var _ in Forms)
        {
            drafts.Add(await Entries.AddEntryAsync(period, unit, EntryStatus.Draft, video: null, by: account));
        }

        var author = await OpenAsync(account, drafts[0], Screen.Desktop);
        await author.Page.Locator("h1").First.ClickAsync();
        var sent = await author.Page.EvaluateAsync<string[]>(
            RecordsAndSends, new object[] { Forms, drafts.ConvertAll(one => one.Id.ToString()) });
        Assert.All(sent, status => Assert.Equal("201", status));

        await Eventually.Async(
            async () => (await VideosAsync(drafts)).TrueForAll(
                video => video.Status is not (VideoStatus.Received or VideoStatus.Inspecting or VideoStatus.NeedsCopy)
                    && (video.PlayableKey is not null || video.Status is not VideoStatus.Playable)),
            "all are judged");
        var videos = await VideosAsync(drafts);
        Assert.Equal(
            Forms.Select(form => (form, VideoStatus.Playable)),
            Forms.Zip(drafts, (form, one) => (form, videos.Single(video => video.EntryId == one.Id).Status)));
        foreach (var video in videos)
        {
            var found = await author.Page.EvaluateAsync<double[]>(PlaysFromTheMiddle, video.Id.ToString());
            Assert.InRange(found[0] - (video.Metadata!.DurationMilliseconds / 1000.0), -0.3, 0.3);
            Assert.InRange(found[0], 3, 8);
            Assert.InRange(found[1], 1.9, 2.1);
            Assert.Equal(320, found[2]);
        }
    }

    private async Task<List<Video>> VideosAsync(List<Entry> drafts)
    {
        await using var context = Site.Database.NewContext();
        var entries = drafts.ConvertAll(one => one.Id);
        return await context.Videos.AsNoTracking().Where(video => entries.Contains(video.EntryId))
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
