using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using VideoReview.Application.Words;

namespace VideoReview.Web.Shell;

/// <summary>Pages, words in the asker's language, static files and the headers that every answer carries.</summary>
internal static class ShellSetup
{
    public const string LanguageCookie = "bahasa";

    private const string HashWorker = "/assets/hash-worker.js";

    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>None is asked for: a phone's camera opens as a file chooser, outside of the page.</summary>
    private const string Permissions =
        "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), bluetooth=(), "
            + "midi=(), accelerometer=(), gyroscope=(), magnetometer=()";

    public static void Add(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<IMemoryPoolFactory<byte>, TransportMemory>();

        // What cannot be read is answered by 400 on a developer's machine too, not by an error page.
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = false);
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped(provider => new Words(Languages.Of(
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Cookies[LanguageCookie]),
            provider.GetRequiredService<IOptions<OfficeOptions>>().Value.Zone));
    }

    public static void Use(WebApplication app)
    {
        Asset.Use(app.Environment);
        app.Use(WithHeaders);
        Failures.Use(app);
        app.UseWhen(
            IsForPerson, page => page.UseStatusCodePagesWithReExecute(
                "/status/{0}", createScopeForStatusCodePages: true).Use(ExplainPost));
        app.Use(WithoutNul);
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Prepare });
    }

    public static void Map(WebApplication app)
    {
        app.MapRazorComponents<App>();
        app.MapPost("/language", SwitchLanguage).AllowAnonymous();
        SecurityText.Map(app);
    }

    /// <summary>
    /// Scripts and uploads get the bare status; only what a person opens or sends is explained on a page.
    /// </summary>
    public static bool IsForPerson(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method))
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What is sent is answered by its own page, which has a body then; a bare status is explained on a page that is
    /// opened, not sent to.
    /// </summary>
    private static async Task ExplainPost(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (HttpMethods.IsPost(context.Request.Method)
            && context.Response is { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false })
        {
            context.Request.Method = HttpMethods.Get;
        }
    }

    /// <summary>
    /// A page that was opened before somebody signed in, or for another account, sends nothing any more: its form says
    /// for whom it was made.
    /// </summary>
    public static Task WithoutForeignForms(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !IsForPerson(context)
            || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>
    /// No row holds a NUL: a question with one in it would be refused by the database, as our mistake.
    /// </summary>
    private static Task WithoutNul(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private static Task WithHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = Permissions;
        context.Response.OnStarting(WithoutMarks, headers);
        return next(context);
    }

    /// <summary>Rendered pages offer an enhanced navigation whose script we do not ship.</summary>
    private static Task WithoutMarks(object headers)
    {
        ((IHeaderDictionary)headers).Remove("blazor-enhanced-nav");
        return Task.CompletedTask;
    }

    /// <summary>
    /// An address with a content hash never changes what it answers. The worker that hashes files runs WebAssembly,
    /// which its own policy alone allows.
    /// </summary>
    private static void Prepare(StaticFileResponseContext file)
    {
        var context = file.Context;
        if (context.Request.Path == HashWorker)
        {
            context.Response.Headers.ContentSecurityPolicy =
                ContentSecurityPolicy + "; script-src 'self' 'wasm-unsafe-eval'";
        }

        if (context.Request.Query.ContainsKey("v")
            || context.Request.Path.Value!.Contains("/part-", StringComparison.Ordinal))
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        }
    }

    private static IResult SwitchLanguage(
        HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string language,
        [Microsoft.AspNetCore.Mvc.FromForm] string? next)
    {
        RememberLanguage(context, language);
        context.Response.Headers.Location = Answer.OwnPath(next);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <param name="language">"id" or "en".</param>
    public static void RememberLanguage(HttpContext context, string language) =>
        context.Response.Cookies.Append(LanguageCookie, Languages.Of(language).Code(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
}
