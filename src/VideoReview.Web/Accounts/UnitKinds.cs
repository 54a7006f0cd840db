using VideoReview.Application.Words;
using VideoReview.Domain.Accounts;

namespace VideoReview.Web.Accounts;

/// <summary>Kinds of units as people read them.</summary>
internal static class UnitKinds
{
    public static string Say(Words words, UnitKind kind) =>
        words[$"accounts.unit-kind-{kind.ToString().ToLowerInvariant()}"];
}
