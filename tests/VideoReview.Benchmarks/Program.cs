using VideoReview.Benchmarks;

// infra/dev bench [NAME...] and bench faults [COUNT]: each benchmark measures against something simple on the same
// machine in the same run, and prints ratios.
var benchmarks = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["board"] = BoardBenchmark.RunAsync,
    ["claim"] = ClaimBenchmark.RunAsync,
    ["media"] = MediaBenchmark.RunAsync,
    ["copies"] = CopyBenchmark.RunAsync,
    ["reviewable"] = ReviewableBenchmark.RunAsync,
    ["duplicates"] = DuplicateBenchmark.RunAsync,
    ["jobs"] = JobBenchmark.RunAsync,
    ["upload"] = UploadBenchmark.RunAsync,
};

// Said by name only: what another one measures at length.
var shorter = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["media-short"] = MediaBenchmark.RunShortAsync,
    ["copies-short"] = CopyBenchmark.RunShortAsync,
    ["reviewable-short"] = ReviewableBenchmark.RunShortAsync,
};

// The upload benchmark starts this program once more, as the server to measure against.
if (args is [PlainCopy.Word, var folder])
{
    await PlainCopy.ServeAsync(folder);
    return 0;
}

// Not a measurement: a promise that is kept or broken.
if (args is [FaultBenchmark.Word, .. var rest])
{
    return await FaultBenchmark.RunAsync(rest);
}

var names = args.Length > 0 ? args : [.. benchmarks.Keys];
if (names.FirstOrDefault(name => !benchmarks.ContainsKey(name) && !shorter.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync(
        $"unknown benchmark: {unknown}; there are {string.Join(", ", benchmarks.Keys.Concat(shorter.Keys))}");
    return 2;
}

var figures = new List<Figure>();
foreach (var name in names)
{
    await Console.Error.WriteLineAsync($"measuring {name} ...");
    figures.AddRange(await benchmarks.GetValueOrDefault(name, shorter.GetValueOrDefault(name)!)());
}

foreach (var figure in figures)
{
    Console.WriteLine(figure);
}

return 0;
