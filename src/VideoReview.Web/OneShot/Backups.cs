using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using VideoReview.Application.Operations;
using VideoReview.Application.Storage;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `backup FOLDER` saves everything once, `backup FOLDER nightly` each night until it is stopped; `restore FOLDER [NAME
/// [without-missing]]` puts the newest, or the named one, into an empty place and brings it up to this version. What
/// goes wrong is one sentence, and the exit code is not 0.
/// </summary>
internal static class Backups
{
    public static Task<int> Take(
        IServiceProvider services, string[] arguments, CancellationToken cancellation) => arguments switch
    {
        [var folder] => WorldFault.ToldAsync("backup", () => TakeAsync(services, folder, cancellation)),
        [var folder, "nightly"] => NightlyAsync(services, folder),
        _ => UsageAsync("backup FOLDER [nightly]"),
    };

    public static Task<int> Restore(
        IServiceProvider services, string[] arguments, CancellationToken cancellation) => arguments switch
    {
        [var folder] => RestoreAsync(services, folder, null, false, cancellation),
        [var folder, var name] => RestoreAsync(services, folder, name, false, cancellation),
        [var folder, var name, "without-missing"] => RestoreAsync(services, folder, name, true, cancellation),
        _ => UsageAsync("restore FOLDER [NAME [without-missing]]"),
    };

    /// <summary>Stopping is how it ends, and cuts a backup that is under way.</summary>
    private static async Task<int> NightlyAsync(IServiceProvider services, string folder)
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await new NightlyBackup(services).RunAsync(
            (own, token) => TakeAsync(own, folder, token), BackupFolder.Names(folder), stop.Token);
    }

    private static async Task<int> TakeAsync(IServiceProvider services, string folder, CancellationToken cancellation)
    {
        var keep = services.GetRequiredService<IOptions<BackupOptions>>().Value.Keep;
        var manifest = await services.GetRequiredService<BackupDesk>().TakeAsync(folder, keep, cancellation);
        await Console.Out.WriteLineAsync(
            $"{manifest.Name}: {manifest.Rows.Values.Sum()} rows and "
                + $"{manifest.Objects} objects are saved in {folder}.");
        if (manifest.Surplus.Count > 0)
        {
            await Console.Out.WriteLineAsync(
                $"Objects of the store that no row names, left there: {manifest.Surplus.Count}, the first: "
                    + $"{manifest.Surplus[0]}; all stand in {manifest.Name}/{BackupManifest.FileName}.");
        }

        if (manifest.WhatIsWrong is { } wrong)
        {
            await Console.Error.WriteLineAsync($"backup: {manifest.Name} is not whole: {wrong}");
            return NightlyBackup.NotWhole;
        }

        return 0;
    }

    private static Task<int> RestoreAsync(
        IServiceProvider services, string folder, string? name, bool takesMissing, CancellationToken cancellation) =>
        WorldFault.ToldAsync("restore", async () =>
        {
            if (services.GetRequiredService<IObjectStorage>() is S3ObjectStorage s3)
            {
                await s3.CreateBucketAsync(cancellation);
            }

            var desk = services.GetRequiredService<RestoreDesk>();
            var manifest = await desk.RestoreAsync(folder, name, takesMissing, cancellation);
            var code = await Migrate.Run(services, [], cancellation);
            if (code != 0)
            {
                return code;
            }

            await desk.EndAsync(manifest, cancellation);
            await Console.Out.WriteLineAsync(
                $"{manifest.Name}: {manifest.Rows.Values.Sum()} rows and {manifest.Objects} objects are put back.");
            return 0;
        });

    private static async Task<int> UsageAsync(string usage)
    {
        await Console.Error.WriteLineAsync("usage: " + usage);
        return 2;
    }
}
