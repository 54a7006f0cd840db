using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using VideoReview.Application.Database;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>What the cookie says about a person, written at sign-in and read back on every request.</summary>
public sealed class AccountClaims : IUserClaimsPrincipalFactory<Account>
{
    public const string Scheme = "Identity.Application";

    public const string Id = "sub";
    public const string TrueId = "true_sub";
    public const string Name = "name";
    public const string Role = "role";
    public const string Unit = "unit";
    public const string Language = "lang";
    public const string Stamp = "stamp";
    public const string MustChangePassword = "must_change_password";

    public Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var identity = new ClaimsIdentity(Scheme, Name, Role);
        identity.AddClaim(new(Id, user.Id.ToString()));
        identity.AddClaim(new(Name, user.DisplayName));
        identity.AddClaim(new(Language, user.Language));
        identity.AddClaim(new(Stamp, user.SecurityStamp ?? ""));
        identity.AddClaims(user.Roles.Select(role => new Claim(Role, SnakeCase.Of(role))));
        if (user.UnitId is { } unit)
        {
            identity.AddClaim(new(Unit, unit.ToString()));
        }

        if (user.MustChangePassword)
        {
            identity.AddClaim(new(MustChangePassword, "1"));
        }

        return Task.FromResult(new ClaimsPrincipal(identity));
    }

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
