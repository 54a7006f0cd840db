using VideoReview.Domain.Accounts;
using VideoReview.IntegrationTests.Support;
using Xunit;

namespace VideoReview.IntegrationTests.Shell;

/// <summary>
/// Every form of every page, posted as no browser would, and every address asked with nonsense: no answer is a
/// failure, and no connection is lost to the database. Pages are found by <see cref="RoleMatrix"/>, forms and fields on
/// the pages.
/// </summary>
public sealed class HostileFormTests : IClassFixture<TestWeb>
{
    private const int Repeats = 40;

    /// <summary>Which of a page's acts a form asks for: the others' fields mean nothing to it.</summary>
    private const string ActField = "Input.Act";

    private readonly HostileStage stage;

    public HostileFormTests(TestWeb web)
    {
        stage = new(web);
        // Without a mail server there is no form for a forgotten password.
        (web.Settings["Mail:Host"], web.Settings["Mail:From"]) = ("127.0.0.1", "video@kab.example");
        web.Settings["Mail:PublicUrl"] = "https://localhost";
    }

    /// <summary>Null = nobody is signed in.</summary>
    public static TheoryData<Role?> EveryRole => [.. Enum.GetValues<Role>(), (Role?)null];

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Form_posted_empty_in_part_or_with_nonsense_is_never_a_failure(Role? role)
    {
        var (browser, ids) = await stage.OpenAsync(role);
        using var held = browser;
        var (failures, forms) = (new List<string?>(), new HashSet<string>(StringComparer.Ordinal));
        var before = await stage.ConnectionsAsync();

        foreach (var path in HostileStage.Paths(role, ids))
        {
            var page = await Page.OpenAsync(browser, path);
            foreach (var form in page.Forms)
            {
                // The parts of one page have addresses of their own, and forms that are the same.
                var isNew = forms.Add($"{path.Split('/')[1]} {form} {string.Join(' ', page.FieldsOf(form))}");
                foreach (var (what, fields) in Variants(page, form, isAlone: isNew && role is not null))
                {
                    failures.Add(await HostileStage.SendAsync(
                        browser, HttpMethod.Post, path, form + " " + what,
                        HostileStage.Form([("_handler", form), Token(page), .. fields])));
                }
            }

            foreach (var value in HostileStage.Short)
            {
                var query = string.Join('&', page.QueryNames.Select(name => name + "=" + value));
                failures.Add(await HostileStage.SendAsync(
                    browser, HttpMethod.Get, path.Split('?')[0] + "?" + query, value, null));
            }
        }

        Assert.NotEmpty(forms);
        Assert.Equal([], failures.OfType<string>());
        Assert.InRange(await stage.ConnectionsAsync(), 0, before + HostileStage.FewMore);
    }

    [Fact]
    public async Task Empty_form_again_and_again_costs_no_connection()
    {
        var (browser, _) = await stage.OpenAsync(Role.Submitter);
        using var held = browser;
        var page = await Page.OpenAsync(browser, "/own-entries/new");
        var before = await stage.ConnectionsAsync();

        for (var i = 0; i < Repeats; i++)
        {
            Assert.Null(await HostileStage.SendAsync(
                browser, HttpMethod.Post, "/own-entries/new", "empty",
                HostileStage.Form([("_handler", "entry-new"), Token(page)])));
        }

        Assert.InRange(await stage.ConnectionsAsync(), 0, before + HostileStage.FewMore);
    }

    private static (string Name, string Value) Token(Page page) => ("__RequestVerificationToken", page.Token!);

    /// <summary>Nothing; each field left out; each with each value; all of them; the same one twice.</summary>
    /// <param name="isAlone">Also one field at a time; passwords that nobody has take long to compare.</param>
    private static IEnumerable<(string What, (string Name, string Value)[] Fields)> Variants(
        Page page, string form, bool isAlone)
    {
        var names = page.FieldsOf(form);
        (string Name, string Value)[] typed =
            [.. names.Select(name => (name, Uri.EscapeDataString(page.Value(form, name) ?? "true")))];
        yield return ("empty", []);
        yield return ("twice", [.. typed, .. typed]);
        foreach (var name in names)
        {
            yield return ("without " + name, [.. typed.Where(field => field.Name != name)]);
        }

        foreach (var value in HostileStage.Values)
        {
            yield return ("all " + HostileStage.Name(value), [.. names.Select(name => (name, value))]);
        }

        foreach (var act in page.ValuesOf(form, ActField))
        {
            yield return (act + " %00", [.. names.Select(name => (name, name == ActField ? act : "%00"))]);
        }

        foreach (var (value, name) in HostileStage.Short.SelectMany(_ => isAlone ? names : [], (v, n) => (v, n)))
        {
            yield return ($"{name} {value}", [.. typed.Select(f => f.Name == name ? (name, value) : f)]);
        }
    }
}
