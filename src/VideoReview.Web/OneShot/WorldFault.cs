using Microsoft.Extensions.Options;
using Minio.Exceptions;
using Npgsql;
using VideoReview.Application.Operations;

namespace VideoReview.Web.OneShot;

/// <summary>
/// What a person at a terminal can act on (a database that is away, a full disk, a wrong setting, something damaged) is
/// told in one sentence; anything else is a bug, and its stack is wanted.
/// </summary>
internal static class WorldFault
{
    public static async Task<int> ToldAsync(string word, Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (Find(e) is { } fault)
        {
            await Console.Error.WriteLineAsync($"{word}: {fault.Message.Split('\n')[0].TrimEnd()}");
            return 1;
        }
    }

    /// <summary>Itself, or what brought it about.</summary>
    private static Exception? Find(Exception? e) => e switch
    {
        null => null,
        BackupFaultException or NpgsqlException or IOException or UnauthorizedAccessException or HttpRequestException
            or InvalidDataException or MinioException or OptionsValidationException => e,
        _ => Find(e.InnerException),
    };
}
