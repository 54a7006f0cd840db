using System.Security.Claims;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// The cookie names a session and nothing else; what a request knows of the person is read from the rows each time.
/// </summary>
public static class AccountClaims
{
    public const string Scheme = "Identity.Application";

    public const string Id = "sub";
    public const string TrueId = "true_sub";
    public const string Session = "sid";
    public const string Name = "name";
    public const string Role = "role";
    public const string Unit = "unit";
    public const string Language = "lang";
    public const string MustChangePassword = "must_change_password";

    /// <summary>What the cookie holds.</summary>
    public static ClaimsPrincipal OfCookie(Guid session) =>
        new(new ClaimsIdentity([new(Session, session.ToString())], Scheme, Name, Role));

    /// <summary>What a request is told of the person behind it.</summary>
    public static ClaimsPrincipal Of(Guid session, SessionHolder holder)
    {
        var identity = new ClaimsIdentity(Scheme, Name, Role);
        identity.AddClaim(new(Session, session.ToString()));
        identity.AddClaim(new(Id, holder.AccountId.ToString()));
        identity.AddClaim(new(Name, holder.DisplayName));
        identity.AddClaim(new(Language, holder.Language));
        identity.AddClaims(holder.Roles.Select(role => new Claim(Role, SnakeCase.Of(role))));
        if (holder.UnitId is { } unit)
        {
            identity.AddClaim(new(Unit, unit.ToString()));
        }

        if (holder.MustChangePassword)
        {
            identity.AddClaim(new(MustChangePassword, "1"));
        }

        return new(identity);
    }

    /// <summary>
    /// The session of a request or a cookie; null = none, or a cookie from before sessions were rows.
    /// </summary>
    public static Guid? SessionOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(Session), out var session) ? session : null;

    /// <summary>The actor of a signed-in request; null when nobody is signed in.</summary>
    public static Actor? ActorOf(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue(Id), out var id))
        {
            return null;
        }

        var trueId = Guid.TryParse(principal.FindFirstValue(TrueId), out var other) ? other : id;
        Guid? unit = Guid.TryParse(principal.FindFirstValue(Unit), out var unitId) ? unitId : null;
        return new(
            id, trueId, unit, principal.FindAll(Role).Select(claim => SnakeCase.Parse<Role>(claim.Value)).ToHashSet());
    }
}
