using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>An original of the labelled set.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Shots">Source chains, one after the other.</param>
internal sealed record Original(string Name, string Kind, IReadOnlyList<string> Shots);

/// <summary>What was done to an original.</summary>
/// <param name="Picture">Filters on the picture; null = none.</param>
/// <param name="From">Begin and end of what is kept, as shares of the original.</param>
/// <param name="HasIntro">Five seconds of something new stand before it.</param>
/// <param name="IsSought">False = made to show what is not found.</param>
internal sealed record Change(
    string Name, string[] Encoder, string? Picture = null, double From = 0, double To = 1, bool HasIntro = false,
    bool IsSought = true);

/// <summary>
/// Videos with known answers: originals of several kinds, each with its copies. Between originals nothing is a copy,
/// although some share a beginning and an end (as an office puts them), a studio or the layout of their slides. All are
/// made by ffmpeg, none by a camera.
/// </summary>
internal static class CopySet
{
    public const int Seconds = 60;

    public static IReadOnlyList<Original> Originals { get; } = [.. Make()];

    private static string[] X264(int crf, int keyEvery, string scenes = "40") =>
    [
        "-c:v", "libx264", "-preset", "superfast", "-crf", Text(crf), "-g", Text(keyEvery), "-sc_threshold", scenes,
        "-pix_fmt", "yuv420p",
    ];

    /// <summary>
    /// Phones write a key frame each second or two, wherever the scenes change; editors one at each
    /// scene and one in ten seconds.
    /// </summary>
    public static string[] EncoderOf(int original) => (original % 3) switch
    {
        0 => X264(23, 10 * CopySetScenes.FramesPerSecond),
        1 => X264(23, CopySetScenes.FramesPerSecond, "0"),
        _ => X264(23, 2 * CopySetScenes.FramesPerSecond, "0"),
    };

    private const string Logo = "drawbox=x=iw*0.78:y=ih*0.04:w=iw*0.18:h=ih*0.16:c=red:t=fill,"
        + "drawtext=text='KAB':x=w*0.8:y=h*0.07:fontsize=h*0.1:fontcolor=white";

    public static IReadOnlyList<Change> Changes { get; } =
    [
        new("smaller, poorer", X264(33, 130), "scale=192:108,fps=12"),
        new("another codec", ["-c:v", "mpeg4", "-q:v", "6", "-g", "40"]),
        new("VP8", ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "200k", "-g", "128"]),
        new("10 % off the head", X264(26, 150), From: 0.1),
        new("10 % off the tail", X264(26, 75), To: 0.9),
        new("10 % off both ends", X264(28, 250), From: 0.1, To: 0.9),
        new("logo", X264(26, 150), Logo),
        new("new intro", X264(26, 150), HasIntro: true),
        new("logo, intro, 10 % off", X264(28, 100), Logo, From: 0.1, HasIntro: true),
        new("mirrored (not sought)", X264(26, 150), "hflip", IsSought: false),
    ];

    /// <summary>The original's file from its shots.</summary>
    public static IEnumerable<string> Arguments(Original original, int place) =>
    [
        "-nostdin", "-v", "error", "-y", "-filter_complex", Graph(original.Shots), "-map", "[v]", "-t", Text(Seconds),
        .. EncoderOf(place), original.Name + ".mkv",
    ];

    /// <summary>All copies of an original in one command.</summary>
    public static IEnumerable<string> CopyArguments(Original original, int place)
    {
        var graph =
            new List<string> { $"[0:v]split={Changes.Count}{string.Concat(Changes.Select((_, i) => $"[i{i}]"))}" };
        graph.AddRange(Changes.Select((change, i) =>
        {
            var body = $"[i{i}]trim={Text(change.From * Seconds)}:{Text(change.To * Seconds)}"
                + $",setpts=PTS-STARTPTS,{change.Picture ?? "null"}";
            var intro = CopySetScenes.Banner(90_000 + (place * 10) + i, 5);
            return change.HasIntro
                ? $"{body},fps={CopySetScenes.FramesPerSecond},format=yuv420p,setsar=1[b{i}];"
                    + $"{intro}[n{i}];[n{i}][b{i}]concat=n=2[o{i}]"
                : $"{body}[o{i}]";
        }));
        return
        [
            "-nostdin", "-v", "error", "-y", "-i", original.Name + ".mkv", "-filter_complex", string.Join(';', graph),
            .. Changes.SelectMany(
                (change, i) => new[] { "-map", $"[o{i}]" }.Concat(change.Encoder).Append($"{original.Name}-{i}.mkv")),
        ];
    }

    private static string Graph(IReadOnlyList<string> shots) =>
        string.Join(';', shots.Select((shot, i) => $"{shot}[s{i}]")) + ";"
            + string.Concat(shots.Select((_, i) => $"[s{i}]")) + $"concat=n={shots.Count}[v]";

    private static IEnumerable<Original> Make()
    {
        for (var i = 0; i < 6; i++)
        {
            yield return new($"cuts{i}", "cuts", [.. Shots(new Random(100 + i), 1000 * (i + 1), 2, 6, Seconds)]);
        }

        for (var i = 0; i < 6; i++)
        {
            // Three decks each of two layouts.
            var random = new Random(200 + i);
            var shots = Lengths(random, 4, 8, Seconds)
                .Select((length, slide) => CopySetScenes.Slide(700 + (i / 3), 700_000 + (1000 * i) + slide, length));
            yield return new($"slides{i}", "slides", [.. shots]);
        }

        for (var i = 0; i < 5; i++)
        {
            yield return new($"motion{i}", "one moving shot", [i switch
            {
                0 => CopySetScenes.Pan(301, Seconds),
                1 => CopySetScenes.Fractal(302, Seconds),
                2 => CopySetScenes.Life(303, Seconds),
                3 => CopySetScenes.TestCard(304, Seconds),
                _ => CopySetScenes.Pan(305, Seconds),
            }]);
        }

        for (var i = 0; i < 4; i++)
        {
            // Two persons each in two studios; now and then something else is shown.
            var random = new Random(400 + i);
            yield return new($"talk{i}", "somebody talks", [.. Lengths(random, 8, 14, Seconds).Select((length, shot) =>
                shot % 3 == 2
                    ? CopySetScenes.Pan((5000 * (i + 1)) + shot, length)
                    : CopySetScenes.Talk(40 + (i / 2), 400 + i, length))]);
        }

        for (var i = 0; i < 5; i++)
        {
            var inside = Shots(new Random(500 + i), 20_000 + (1000 * i), 3, 8, Seconds - 10);
            yield return new(
                $"banner{i}", "same begin and end",
                [CopySetScenes.Banner(77, 5), .. inside, CopySetScenes.Banner(78, 5)]);
        }
    }

    private static IEnumerable<string> Shots(Random random, int seed, int shortest, int longest, int seconds) =>
        Lengths(random, shortest, longest, seconds).Select((length, shot) => random.Next(10) switch
        {
            < 4 => CopySetScenes.Pan(seed + shot, length),
            < 6 => CopySetScenes.Zoom(seed + shot, length),
            6 => CopySetScenes.Talk(seed + shot, seed + shot, length),
            7 => CopySetScenes.Fractal(seed + shot, length),
            8 => CopySetScenes.Life(seed + shot, length),
            _ => shot % 2 == 0
                ? CopySetScenes.Slide(seed + shot, seed + shot, length)
                : CopySetScenes.Automaton(seed + shot, length),
        });

    private static IEnumerable<double> Lengths(Random random, int shortest, int longest, double seconds)
    {
        while (seconds > 0)
        {
            var length = Math.Min(seconds, shortest + (random.NextDouble() * (longest - shortest)));
            length = seconds - length < 1 ? seconds : length;
            seconds -= length;
            yield return length;
        }
    }

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
