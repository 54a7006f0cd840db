using System.Globalization;

namespace VideoReview.Benchmarks;

/// <summary>
/// Shots of the labelled set, as ffmpeg source chains: scenes made of seeded gradients and boxes, over which a camera
/// moves or before which somebody talks; patterns that grow; slides with text. The same seed gives the same pictures.
/// </summary>
internal static class CopySetScenes
{
    public const int Width = 256, Height = 144, FramesPerSecond = 15;

    private static readonly int[] Rules = [30, 54, 90, 110, 150, 22, 126, 105];

    private static readonly (double X, double Y)[] Places =
    [
        (-0.743643887, -0.131825904), (-1.25066, 0.02012), (-0.748, 0.1), (0.001643721971, -0.822467633298876),
        (-1.768778833, -0.001738996), (-0.1011, 0.9563),
    ];

    private static readonly string[] Syllables =
    [
        "ka", "po", "sya", "ndu", "di", "gi", "tal", "war", "ga", "la", "yan", "an", "de", "sa", "air", "ber", "sih",
        "pa", "sar", "se", "hat", "ru", "mah", "tani",
    ];

    /// <summary>A camera that looks around; at most a sixth of the picture in a second.</summary>
    public static string Pan(int seed, double seconds)
    {
        var random = new Random(seed);
        var (across, down) = (random.Next(20, 70), random.Next(10, 40));
        return Join(
            Still(Scene(random, Width * 3 / 2, Height * 3 / 2)),
            $"crop={Width}:{Height}:x='(in_w-out_w)/2*(1+sin(t*{across}/100+{random.Next(6)}"
                + $"))':y='(in_h-out_h)/2*(1+cos(t*{down}/100))'",
            End(seconds, noise: 6));
    }

    public static string Zoom(int seed, double seconds)
    {
        var random = new Random(seed);
        var (scene, speed) = (Scene(random, 2 * Width, 2 * Height), Text(0.002 + (random.NextDouble() / 200)));
        var (left, right) = (random.Next(2, 5), random.Next(2, 5));
        return Join(
            scene,
            "trim=end_frame=1",
            $"zoompan=z='min(1+on*{speed},3)':x='iw/{left}-iw/zoom/{right}':y='ih/2-ih/zoom/2':d="
                + $"{(int)(seconds * FramesPerSecond) + 5}:s={Width}x{Height}:fps={FramesPerSecond}",
            End(seconds, noise: 4));
    }

    public static string Fractal(int seed, double seconds)
    {
        var random = new Random(seed);
        var (x, y) = Places[random.Next(Places.Length)];
        var scale = Text(0.1 + random.NextDouble());
        return Join(
            $"mandelbrot=s={Width}x{Height}:r={FramesPerSecond}:start_x={Text(x)}:start_y={Text(y)}:start_scale="
                + $"{scale}:end_scale=0.0001:end_pts={random.Next(800, 3000)}:maxiter=300",
            End(seconds));
    }

    public static string Life(int seed, double seconds)
    {
        var full = Text(0.05 + (new Random(seed).NextDouble() / 2));
        return Join(
            $"life=s={Width / 4}x{Height / 4}:r={FramesPerSecond}:seed={seed}:ratio={full}:mold={seed % 20}"
                + $":life_color=#{(seed % 200) + 55:x2}f0a0:death_color=#502010:mold_color=#102060",
            $"scale={Width}:{Height}:flags=neighbor",
            End(seconds));
    }

    public static string Automaton(int seed, double seconds) => Join(
        $"cellauto=s={Width / 2}x{Height / 2}:r={FramesPerSecond}:seed={seed}:rule={Rules[seed % Rules.Length]}:full=1",
        $"scale={Width}:{Height}", End(seconds));

    public static string TestCard(int seed, double seconds) => Join(
        $"testsrc2=s={Width}x{Height}:r={FramesPerSecond}", $"hue=h={seed * 47 % 360}",
        $"rotate={Text(seed % 7 / 20.0)}*sin(t/2):c=gray", End(seconds));

    /// <summary>Somebody before a wall: the studio is the same for all who come there.</summary>
    public static string Talk(int studio, int person, double seconds)
    {
        var (wall, who) = (new Random(studio), new Random(person));
        var (x, y, size) = (who.Next(70, 130), who.Next(30, 50), who.Next(26, 40));
        return Join(
            Still(Scene(wall, Width, Height)),
            $"drawbox=x={x - 15}:y={y + size}:w={size + 30}:h={Height}:c={Color(who)}:t=fill",
            $"drawbox=x={x}:y={y}:w={size}:h={size}:c={Color(who)}:t=fill",
            $"drawbox=x={x + (size / 4)}:y={y + (size * 2 / 3)}:w={size / 2}:h={2 + who.Next(4)}:c=black:t=fill",
            $"crop={Width - 8}:{Height - 8}:x='4+3*sin(t*{Text(0.6 + who.NextDouble())})':y='4+2*cos(t/2)'",
            $"scale={Width}:{Height}",
            End(seconds, noise: 6));
    }

    /// <summary>
    /// Title and lines on one colour; decks of one layout differ in their words, and here and
    /// there in a box for a picture.
    /// </summary>
    public static string Slide(int layout, int words, double seconds)
    {
        var (form, text) = (new Random(layout), new Random(words));
        var (paper, bar) = (Color(form, 140), Color(form));
        var lines = Enumerable.Range(0, text.Next(3, 6)).Select(line =>
            $"drawtext=text='- {Words(text, text.Next(2, 6))}':x=16:y={50 + (line * 17)}:fontsize=11:fontcolor=black")
                .ToList();
        string[] picture = text.Next(3) == 0
            ? [$"drawbox=x={text.Next(120, 180)}:y={text.Next(45, 80)}:w={text.Next(30, 70)}"
                + $":h={text.Next(25, 50)}:c={Color(text)}:t=fill"]
            : [];
        return Join(
        [
            $"color=c={paper}:s={Width}x{Height}:r={FramesPerSecond}",
            $"drawbox=x=0:y=0:w={Width}:h=30:c={bar}:t=fill",
            $"drawtext=text='{Words(text, text.Next(2, 4))}':x=12:y=9:fontsize=14:fontcolor=white",
            .. lines, .. picture, End(seconds),
        ]);
    }

    /// <summary>As an office puts it before and behind each of its videos.</summary>
    public static string Banner(int office, double seconds)
    {
        var random = new Random(office);
        var scene = Scene(random, Width, Height);
        return Join(
            Still(scene), "drawbox=x=20:y=45:w=216:h=54:c=white:t=fill",
            $"drawtext=text='{Words(random, 2)}':x='40+8*t':y=62:fontsize=18:fontcolor=black", End(seconds));
    }

    private static string Scene(Random random, int width, int height)
    {
        var boxes = Enumerable.Range(0, random.Next(5, 12)).Select(_ =>
        {
            var (x, y, w, h) = (random.Next(width), random.Next(height), random.Next(width / 16, width / 3),
                random.Next(height / 16, height / 2));
            return $"drawbox=x={x}:y={y}:w={w}:h={h}:c={Color(random)}@"
                + $"{Text(0.5 + (random.NextDouble() / 2))}:t={(random.Next(4) == 0 ? "4" : "fill")}";
        }).ToList();
        var ground = $"gradients=s={width}x{height}:r={FramesPerSecond}:n={random.Next(2, 8)}:seed="
            + $"{random.Next(1_000_000)}:type={random.Next(4)}:speed=0.00001";
        return Join([ground, "format=yuv444p", .. boxes]);
    }

    private static string Still(string scene) =>
        Join(scene, "trim=end_frame=1", "loop=loop=-1:size=1", $"setpts=N/{FramesPerSecond}/TB");

    private static string End(double seconds, int noise = 0) => Join(
        $"trim=duration={Text(seconds)}", "setpts=PTS-STARTPTS", $"fps={FramesPerSecond}",
        noise > 0 ? $"noise=alls={noise}:allf=t" : "null", "format=yuv420p", "setsar=1");

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Concat(
            Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]))));

    private static string Color(Random random, int least = 0) =>
        $"#{random.Next(least, 256):x2}{random.Next(least, 256):x2}{random.Next(least, 256):x2}";

    private static string Join(params IEnumerable<string> filters) => string.Join(',', filters);

    private static string Text(double number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
