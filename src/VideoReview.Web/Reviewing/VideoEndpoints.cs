using VideoReview.Application.Media;
using VideoReview.Application.Reviewing;
using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;
using VideoReview.Web.Media;
using VideoReview.Web.Shell;

namespace VideoReview.Web.Reviewing;

/// <summary>Videos and pictures, through the app, with the right to see them asked on each request.</summary>
internal static class VideoEndpoints
{
    /// <summary>A day, whatever a browser says.</summary>
    private const int LatestSecond = 86_400;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var videos = routes.MapGroup("/videos/{id:guid}")
            .RequireAuthorization(policy => policy.RequireRole(Roles.Submitter, Roles.Reviewer, Roles.Coordinator));
        videos.MapMethods("/play", Reading, PlayAsync);
        videos.MapMethods("/original", Reading, DownloadAsync);
        videos.MapPost("/stops", TellStopAsync);
        routes.MapMethods("/videos/{id:guid}/pictures/{sha256:length(64)}", Reading, ShowAsync)
            .RequireAuthorization(policy => policy.RequireRole(
                Roles.Submitter, Roles.Reviewer, Roles.Coordinator, Roles.Observer));
    }

    /// <param name="copy">720 or 360: that copy instead of what plays otherwise.</param>
    private static async Task<IResult> PlayAsync(
        Guid id, int? copy, Actor actor, MediaAccess access, MediaFiles files, CancellationToken cancellation)
    {
        var file = copy is { } edge ? await access.FindCopyAsync(actor, id, edge, cancellation)
            : await access.FindAsync(actor, id, cancellation) is { } found ? MediaFiles.Playable(found.Video) : null;
        return file is null ? Results.NotFound() : new RangedFile(file, files);
    }

    private static async Task<IResult> DownloadAsync(
        Guid id, Actor actor, MediaAccess access, MediaFiles files, CancellationToken cancellation) =>
        await access.FindAsync(actor, id, cancellation) is { } found && MediaFiles.Original(found.Video) is { } file
            ? new RangedFile(file, files, found.DownloadName)
            : Results.NotFound();

    /// <summary>The player's browser stopped: when a copy will be there, as the player says it.</summary>
    /// <param name="at">Where, in seconds.</param>
    private static async Task<IResult> TellStopAsync(
        Guid id, double at, Actor actor, StopDesk desk, Words words, CancellationToken cancellation)
    {
        var told = await desk.TellAsync(
            actor, id, TimeSpan.FromSeconds(double.IsFinite(at) ? Math.Clamp(at, 0, LatestSecond) : 0), cancellation);
        return told.IsDone
            ? Results.Json(new
            {
                sentence = words.Say("media.stop-waits", ("left", told.Value.Left)),
                src = told.Value.EdgePixels is { } edge ? CopyChoice.Address(id, edge) : null,
            })
            : Answer.Json(told.Refusals[0], words);
    }

    private static async Task<IResult> ShowAsync(
        Guid id, string sha256, Actor actor, MediaAccess access, MediaFiles files, CancellationToken cancellation) =>
        await access.FindPictureAsync(actor, id, sha256, cancellation) is { } file
            ? new RangedFile(file, files, IsImmutable: true)
            : Results.NotFound();
}
