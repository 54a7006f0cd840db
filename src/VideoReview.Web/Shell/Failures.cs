using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using VideoReview.Application.Words;

namespace VideoReview.Web.Shell;

/// <summary>
/// What is answered when a request breaks: a page to a person, a sentence to a script. 503 says that a store behind us
/// is away and that the same request may pass in a moment; an uploader waits and goes on after it, as after 500, where
/// a 4xx would make it give up.
/// </summary>
internal static class Failures
{
    private const string ComeAgainSeconds = "5";

    public static void Use(WebApplication app)
    {
        // A scope of its own: the services of a page that was rendered once cannot render another.
        app.UseWhen(ShellSetup.IsForPerson, page => page.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/status/500", CreateScopeForErrors = true, StatusCodeSelector = Status,
        }));
        // Pages answer to GET and POST alone: shown for a PATCH, the page of the failure
        // itself would be refused with 405.
        app.UseWhen(context => !ShellSetup.IsForPerson(context), script => script.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandler = TellAsync, StatusCodeSelector = Status }));
    }

    private static int Status(Exception exception) =>
        IsAway(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;

    /// <summary>The database or the object store (the only one that web asks over HTTP) cannot be reached.</summary>
    private static bool IsAway(Exception? exception) => exception switch
    {
        null => false,
        NpgsqlException { IsTransient: true } or HttpRequestException => true,
        _ => IsAway(exception.InnerException),
    };

    private static Task TellAsync(HttpContext context)
    {
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = ComeAgainSeconds;
        }

        var words = context.RequestServices.GetRequiredService<Words>();
        return context.Response.WriteAsJsonAsync(
            new { code = "shell.error", sentence = words["shell.error"] }, context.RequestAborted);
    }
}
