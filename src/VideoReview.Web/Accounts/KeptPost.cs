using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using VideoReview.Application.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>What is sent to this page is never carried over a sign-in: it holds a password.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeverKeptAttribute : Attribute;

/// <summary>A form that may be sent again: where to, with what, and the token that the account now needs.</summary>
public sealed record KeptPost(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields, string Token);

/// <summary>
/// Carries what a person sent after the session had ended over the next sign-in, inside the page, as text that only
/// this program reads. It is opened for nobody but the account whose page it was typed into, as the form's own token
/// says, and in the browser it was sent from. Files and passwords are never carried.
/// </summary>
internal sealed class KeptPosts(
    IDataProtectionProvider keys, IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options, TimeProvider time)
{
    private const string Purpose = "kept-post";

    /// <summary>A rubric with all its anchors is some 60 kB.</summary>
    private const long LargestBytes = 1 << 20;

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    private readonly IDataProtector protector = keys.CreateProtector(Purpose);

    /// <summary>For a hidden field; null = this request holds nothing that may be carried.</summary>
    public async Task<string?> KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType
            || request.ContentLength is not <= LargestBytes
            || context.GetEndpoint()?.Metadata is not { } metadata
            || metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }
            || metadata.GetMetadata<NeverKeptAttribute>() is not null)
        {
            return null;
        }

        var form = await request.ReadFormAsync(context.RequestAborted);
        var token = form[options.Value.FormFieldName].ToString();
        if (token.Length == 0)
        {
            return null;
        }

        var fields = form.Where(field => field.Key != options.Value.FormFieldName)
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")));
        return protector.Protect(JsonSerializer.Serialize(
            new Carried(request.Path + request.QueryString, [.. fields], token, time.GetUtcNow() + Lasts)));
    }

    /// <summary>Null = nothing, too old, or typed by somebody else.</summary>
    public async Task<KeptPost?> OpenAsync(HttpContext context, string? kept, Account account)
    {
        if (Read(kept) is not { } carried || carried.Until <= time.GetUtcNow())
        {
            return null;
        }

        var probe = Probe(context, account);
        probe.Request.Headers[options.Value.HeaderName!] = carried.Token;
        return await antiforgery.IsRequestValidAsync(probe)
            ? new(carried.Address, carried.Fields, antiforgery.GetTokens(Probe(context, account)).RequestToken!)
            : null;
    }

    private Carried? Read(string? kept)
    {
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Carried>(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            // Made up, or of another installation: as if there were none.
            return null;
        }
    }

    /// <summary>The same browser, with this account signed in.</summary>
    private static DefaultHttpContext Probe(HttpContext context, Account account)
    {
        var probe = new DefaultHttpContext
        {
            RequestServices = context.RequestServices,
            User = new(new System.Security.Claims.ClaimsIdentity(
                [new(AccountClaims.Id, account.Id.ToString())], AccountClaims.Scheme)),
        };
        probe.Request.Method = HttpMethods.Post;
        probe.Request.Scheme = context.Request.Scheme;
        probe.Request.Headers.Cookie = context.Request.Headers.Cookie;
        return probe;
    }

    private sealed record Carried(
        string Address, KeyValuePair<string, string>[] Fields, string Token, DateTimeOffset Until);
}
