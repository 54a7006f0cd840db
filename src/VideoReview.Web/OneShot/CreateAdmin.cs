using VideoReview.Application.Accounts;

namespace VideoReview.Web.OneShot;

/// <summary>
/// `create-admin EMAIL`: the first admin of an installation, with a one-time password that only this screen shows.
/// </summary>
internal static class CreateAdmin
{
    public static async Task<int> Run(IServiceProvider services, string[] arguments, CancellationToken cancellation)
    {
        if (arguments is not [{ } email])
        {
            await Console.Error.WriteLineAsync("usage: create-admin EMAIL");
            return 2;
        }

        var outcome = await services.GetRequiredService<FirstAdmin>().CreateAsync(email, cancellation);
        if (!outcome.IsDone)
        {
            await Console.Error.WriteLineAsync(
                "create-admin: " + string.Join(", ", outcome.Refusals.Select(refusal => refusal.Sentence.Code)));
            return 1;
        }

        await Console.Out.WriteLineAsync($"One-time password of {email}: {outcome.Value}");
        return 0;
    }
}
