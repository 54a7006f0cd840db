using Microsoft.AspNetCore.Identity;
using VideoReview.Domain.Accounts;

namespace VideoReview.Application.Accounts;

/// <summary>
/// A person who signs in. Passwords, stamps and second factors are ASP.NET Core Identity's; roles and unit are ours.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>As typed by the admin; 1-200 characters.</summary>
    public required string DisplayName { get; set; }

    /// <summary>At most one unit; external reviewers have none.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Under RoleRules: admin excludes reviewer and coordinator.</summary>
    public Role[] Roles { get; set; } = [];

    /// <summary>"id" or "en".</summary>
    public string Language { get; set; } = "id";

    /// <summary>A one-time password was set: nothing else works until it is changed.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Exclusive: a one-time password opens nothing from then on. Null = none is set.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>Null = invited and never came.</summary>
    public DateTimeOffset? FirstSignedInAt { get; set; }

    public bool IsActive { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public uint RowVersion { get; init; }

    public bool IsInvited => InvitationRules.IsInvited(IsActive, MustChangePassword, FirstSignedInAt);
}

/// <summary>
/// An address that an account had or has. Events name this row and never the address, so that it can be taken away
/// without touching them.
/// </summary>
public sealed class AccountAddress
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>As it was typed.</summary>
    public required string Email { get; init; }

    public required DateTimeOffset SetAt { get; init; }
}

/// <summary>Failed sign-ins of one address (known or not) or of one client address.</summary>
public sealed class SignInCounter
{
    /// <summary>Of an address, a client, both together or a device; see <see cref="SignInAttempt"/>.</summary>
    public required string Key { get; init; }

    public int Failures { get; set; }

    public required DateTimeOffset CountedFrom { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }
}
