using VideoReview.Application;
using VideoReview.Application.Storage;

namespace VideoReview.Web.OneShot;

/// <summary>
/// Commands of the web program that do one thing and end: `VideoReview.Web migrate`. None of them serves a page.
/// </summary>
internal static class OneShots
{
    /// <summary>
    /// What a command does with the services and its arguments; its number is the process's exit code.
    /// </summary>
    private delegate Task<int> Command(IServiceProvider services, string[] arguments, CancellationToken cancellation);

    private static readonly Dictionary<string, Command> Commands = new(StringComparer.Ordinal)
    {
        ["migrate"] = Migrate.Run,
        ["create-admin"] = CreateAdmin.Run,
        ["seed"] = Seed.Run,
        ["create-bucket"] = Objects.CreateBucket,
        ["export-objects"] = Objects.Export,
        ["import-objects"] = Objects.Import,
        ["backup"] = Backups.Take,
        ["restore"] = Backups.Restore,
    };

    public static bool Knows(string[] arguments) => arguments.Length > 0 && Commands.ContainsKey(arguments[0]);

    public static async Task<int> Run(string[] arguments)
    {
        var builder = Host.CreateApplicationBuilder(arguments[1..]);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Services.AddReviewApplication(builder.Configuration);
        builder.Services.AddReviewStorage(builder.Configuration);
        if (arguments[0] == "seed")
        {
            Seed.Add(builder);
        }

        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        return await Commands[arguments[0]](scope.ServiceProvider, arguments[1..], CancellationToken.None);
    }
}
